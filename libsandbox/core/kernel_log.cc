// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/kernel_log.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace sandbox {

std::uint64_t time_of_record(std::string_view record) {
    auto fields = split(record.substr(0, record.find(';')), ',');
    return fields.size() > 2 ? parse_number(fields[2]).value_or(0) : 0;
}

std::uint64_t earliest_stamp(std::uint64_t time) {
    constexpr std::uint64_t kMore = 1'000'000;  // for what was off when the clocks began
    auto slack = time / 2000 + kMore;
    return time > slack ? time - slack : 0;
}

Result<KernelLog> KernelLog::open(std::uint64_t since) {
    return KernelLog(TRY(open_file("/dev/kmsg", O_RDONLY | O_NONBLOCK)), earliest_stamp(since));
}

Result<KernelLog> KernelLog::open_at_end() {
    KernelLog log(TRY(open_file("/dev/kmsg", O_RDONLY | O_NONBLOCK)), 0);
    if (::lseek(log.log_.get(), 0, SEEK_END) < 0) return fail(Error::from_errno("seek /dev/kmsg"));
    return log;
}

std::optional<std::string> KernelLog::next() {
    char record[8192];
    for (;;) {
        ssize_t length = ::read(log_.get(), record, sizeof record);
        if (length > 0) {
            std::string_view text(record, static_cast<std::size_t>(length));
            if (time_of_record(text) >= since_) return std::string(text);
        } else if (length == 0 || (errno != EPIPE && errno != EINTR)) {  // EPIPE: overwritten meanwhile
            return std::nullopt;
        }
    }
}

bool KernelLog::wait(std::chrono::milliseconds most) {
    pollfd log{log_.get(), POLLIN, 0};
    return ::poll(&log, 1, static_cast<int>(most.count())) > 0;
}

}  // namespace sandbox

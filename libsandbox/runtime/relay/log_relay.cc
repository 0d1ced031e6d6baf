// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_relay.hh"

#include "core/file.hh"
#include "runtime/relay/pending.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace sandbox {

Result<std::unique_ptr<LogRelay>> LogRelay::make(LogFile file) {
    auto null = TRY(open_file("/dev/null", O_RDWR));
    auto [output, input] = TRY(make_pipe());
    // Only our end: the sandbox's is as blocking as any program expects.
    if (::fcntl(output.get(), F_SETFL, O_NONBLOCK) < 0) return fail(Error::from_errno("fcntl"));
    for (int fd : {0, 1, 2})
        if (::dup2(fd == 0 ? null.get() : input.get(), fd) < 0) return fail(Error::from_errno("dup2"));
    return std::unique_ptr<LogRelay>(new LogRelay(std::move(file), std::move(output), std::move(null)));
}

void LogRelay::wait_for(std::vector<pollfd>& lines) {
    if (output_) lines.push_back({output_.get(), POLLIN, 0});
}

void LogRelay::serve(std::span<const pollfd> lines) {
    if (!lines.empty() && lines[0].revents != 0) (void)move_once();
}

void LogRelay::started() {
    ::dup2(null_.get(), 1);
}

Result<void> LogRelay::again() {
    loss_.forget();
    if (::dup2(2, 1) < 0) return fail(Error::from_errno("dup2"));
    return {};
}

void LogRelay::finish() {
    bool has_failed = false;
    for (auto left = output_ ? pending_in(output_.get()) : 0; left > 0 && output_;) {
        auto moved = move_once();
        left -= std::min(left, moved);
        if (moved > 0 || !output_) continue;
        if (errno == EAGAIN) return;
        // What cannot be read stays in the pipe: it is lost if that fails again.
        if (std::exchange(has_failed, true)) return loss_.note(fail(Error::from_errno("read the output")));
    }
}

std::size_t LogRelay::move_once() {
    char buffer[65536];
    ssize_t count = ::read(output_.get(), buffer, sizeof buffer);
    while (count < 0 && errno == EINTR) count = ::read(output_.get(), buffer, sizeof buffer);
    if (count < 0) return 0;
    if (count == 0) output_.reset();
    // A full disk loses lines, not the sandbox.
    else loss_.note(file_.append({buffer, static_cast<std::size_t>(count)}));
    return static_cast<std::size_t>(count);
}

void LogRelay::say(const std::string& lines) {
    loss_.note(file_.append(lines));
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_reader.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/identity.hh"
#include "core/path.hh"
#include "core/text.hh"
#include "runtime/relay/log_file.hh"
#include "runtime/relay/tail.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace sandbox {

Result<LogReader> LogReader::open(std::string path) {
    auto directory = TRY(open_own_directory(std::string(parent_of(path))));
    UniqueFd changes(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!changes) return fail(Error::from_errno("watch " + path));
    LogReader reader(std::move(path), std::move(directory), std::move(changes));
    TRY(reader.open_file());
    auto before = open_regular_at(reader.directory_.get(), std::string(base_of(reader.path_)) + ".1", reader.path_ + ".1");
    if (before) reader.before_ = TRY(read_all(before->get(), reader.path_ + ".1", 2 * LogFile::kMost));
    else if (before.error().code() != ENOENT) return fail(std::move(before).error());
    return reader;
}

/// The one that has our name now, and watches it.
Result<void> LogReader::open_file() {
    file_ = TRY(open_regular_at(directory_.get(), std::string(base_of(path_)), path_));
    auto itself = "/proc/self/fd/" + std::to_string(file_.get());
    if (::inotify_add_watch(changes_.get(), itself.c_str(), IN_MODIFY | IN_MOVE_SELF) < 0) return fail(Error::from_errno("watch " + path_));
    return {};
}

/// Whether the file has another's name by now. Between the names there is a moment when nobody has ours.
bool LogReader::is_full() const {
    struct stat ours {}, named {};
    if (::fstat(file_.get(), &ours) < 0) return false;
    std::string name(base_of(path_));
    constexpr timespec kMoment{.tv_sec = 0, .tv_nsec = 1'000'000};
    for (int attempt = 0; ::fstatat(directory_.get(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) < 0; ++attempt) {
        if (errno != ENOENT || attempt == 100) return false;
        ::nanosleep(&kMoment, nullptr);
    }
    return identity_of(ours) != identity_of(named);
}

Result<std::string> LogReader::read() {
    std::string text = std::exchange(before_, {});
    text += TRY(read_all(file_.get(), path_, 2 * LogFile::kMost));
    if (!is_full()) return text;
    // It became NAME.log.1, and nothing is added to it any more.
    text += TRY(read_all(file_.get(), path_, 2 * LogFile::kMost));
    TRY(open_file());
    return text + TRY(read_all(file_.get(), path_, 2 * LogFile::kMost));
}

Result<bool> LogReader::wait(int other) {
    pollfd lines[] = {{changes_.get(), POLLIN, 0}, {other, POLLIN, 0}};
    while (::poll(lines, 2, -1) < 0)
        if (errno != EINTR) return fail(Error::from_errno("poll"));
    char events[4096];
    while (::read(changes_.get(), events, sizeof events) > 0) {}
    return lines[1].revents == 0;
}

std::string_view last_lines(std::string_view text, std::size_t count) {
    std::size_t start = text.size();
    if (text.ends_with('\n')) --start;
    for (; count > 0 && start > 0; --count) {
        auto newline = text.rfind('\n', start - 1);
        if (newline == text.npos) return text;
        start = newline;
    }
    return count == 0 ? text.substr(std::min(start + 1, text.size())) : text;
}

std::vector<std::string> log_tail(const std::string& path, std::size_t count) {
    std::vector<std::string> lines;
    if (path.empty() || count == 0) return lines;
    auto reader = LogReader::open(path);
    auto all = reader ? reader->read() : fail(std::move(reader).error());
    auto text = all ? last_lines(*all, count) : std::string_view();
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.empty()) return lines;
    for (std::string_view line : split(text, '\n')) lines.push_back(shortened(line));
    return lines;
}

std::string escape_lines(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        auto end = text.find('\n');
        safe += escape(text.substr(0, end));
        if (end == text.npos) break;
        safe += '\n';
        text.remove_prefix(end + 1);
    }
    return safe;
}

}  // namespace sandbox

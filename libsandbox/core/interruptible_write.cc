// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/interruptible_write.hh"

#include "core/fd.hh"
#include "core/file.hh"
#include "core/signal.hh"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace sandbox {
namespace {

/// How long who reads may take even if a signal asks for our end: a moment, and what we say is not lost.
constexpr int kQuiet = 1000;  // milliseconds

/// Whose path makes another pair each time it is opened.
bool is_terminals_master(int fd) {
    int number;
    return ::ioctl(fd, TIOCGPTN, &number) == 0;
}

/// A pipe or a terminal, without a wait for room. Opened anew: a flag of ours must not become the caller's. None: it is no such thing, or
/// not ours to open, as another user's terminal.
UniqueFd open_again(int fd) {
    struct stat status {};
    bool may_wait = ::fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || (::isatty(fd) == 1 && !is_terminals_master(fd)));
    if (!may_wait) return {};
    return UniqueFd(::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

/// What a pipe with room takes without a wait.
ssize_t write_some(int fd, std::string_view bytes) {
    ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (sent >= 0 || errno != ENOTSOCK) return sent;
    return ::write(fd, bytes.data(), std::min(bytes.size(), std::size_t{PIPE_BUF}));
}

}  // namespace

Result<void> write_interruptibly(int fd, std::string_view bytes, const std::string& name) {
    sigset_t ending = ending_signals();
    UniqueFd signals(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
    auto again = open_again(fd);
    int to = again ? again.get() : fd;
    while (!bytes.empty()) {
        pollfd lines[] = {{to, POLLOUT, 0}, {signals.get(), POLLIN, 0}};
        int ready = ::poll(lines, 1, kQuiet);
        if (ready == 0) ready = ::poll(lines, 2, -1);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return write_all(to, bytes, name);
        if (lines[0].revents == 0) return fail(Error::impossible("write " + name + ": nobody reads, and a signal asks for the end", EINTR));
        ssize_t count = write_some(to, bytes);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count < 0) return fail(Error::from_errno("write " + name));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

}  // namespace sandbox

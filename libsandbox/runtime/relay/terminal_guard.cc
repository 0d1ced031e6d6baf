// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/terminal_guard.hh"

#include "core/blocked_signals.hh"
#include "core/file.hh"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace sandbox {

std::optional<TerminalSettings> settings_of(int terminal) {
    TerminalSettings settings{};
    if (::ioctl(terminal, TCGETS, settings.data()) < 0) return std::nullopt;
    return settings;
}

/// It began with every signal blocked. A session of its own, where no signal of the terminal arrives, and the two descriptors only.
void TerminalGuard::live(int line, int terminal) {
    ::setsid();
    ::prctl(PR_SET_NAME, "sandbox-tty", 0, 0, 0);
    // Moved out of the way first: either may be 0 or 1.
    int high_line = ::fcntl(line, F_DUPFD_CLOEXEC, 16), high_terminal = ::fcntl(terminal, F_DUPFD_CLOEXEC, 16);
    if (high_line < 0 || high_terminal < 0) ::_exit(1);
    ::dup2(high_line, 0), ::dup2(high_terminal, 1);
    close_descriptors(2, ~0u);
    Message last;
    for (;;) {
        Message message;
        ssize_t length = ::recv(0, &message, sizeof message, 0);
        if (length < 0 && errno == EINTR) continue;
        if (length != sizeof message) break;
        last = message;
    }
    auto now = settings_of(1);
    if (last.is_held && now && (!last.is_known || *now == last.raw)) ::ioctl(1, TCSETS, last.before.data());
    ::_exit(0);
}

TerminalGuard::TerminalGuard(int terminal) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return;
    UniqueFd ours(ends[0]), theirs(ends[1]);
    BlockedSignals blocked;  // the terminal's must not end it before it is by itself
    pid_t pid = ::fork();
    if (pid < 0) return;
    if (pid == 0) live(theirs.get(), terminal);
    line_ = std::move(ours);
    pid_ = pid;
}

TerminalGuard::~TerminalGuard() {
    line_.reset();
    while (pid_ > 0 && ::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
}

void TerminalGuard::tell(const Message& message) {
    if (line_) ::send(line_.get(), &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace sandbox

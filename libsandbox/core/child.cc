// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/child.hh"

#include "core/signal.hh"
#include "core/sys.hh"

#include <cerrno>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

namespace sandbox {

Child::~Child() {
    if (pid_ < 0) return;
    signal(SIGKILL);
    (void)wait();
}

void Child::signal(int number) const {
    // Until it is reaped its pid is nobody else's; then -1 would be everybody.
    if (pid_ <= 0) return;
    if (sys::pidfd_send_signal(pidfd_.get(), number) < 0) ::kill(pid_, number);
}

bool Child::has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

Result<int> Child::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, __WALL) < 0)
        if (errno != EINTR) return fail(Error::from_errno("wait"));
    pid_ = -1;
    return status;
}

std::string describe_failure(int status) {
    if (WIFSIGNALED(status)) return "ended by " + print_signal(WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ? "" : "exited with status " + std::to_string(WEXITSTATUS(status));
}

Result<bool> ends_within(int pidfd, Microseconds time) {
    pollfd process{pidfd, POLLIN, 0};
    auto until = later(monotonic_now(), time);
    for (;;) {
        int ready = ::poll(&process, 1, poll_timeout(until, monotonic_now()));
        if (ready < 0 && errno != EINTR) return fail(Error::from_errno("poll"));
        if (ready > 0) return true;
        if (ready == 0 && monotonic_now() >= until) return false;
    }
}

}  // namespace sandbox

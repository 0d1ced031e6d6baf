// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/child.hh"

#include "classic/message.hh"
#include "core/sys.hh"

#include <csignal>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace sandbox::classic {

/// INT and TERM; to forward them, CHLD too, so that all three stay pending and are taken in turn.
static sigset_t shield_of(Signals signals) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (signals == Signals::forwarded) sigaddset(&set, SIGCHLD);
    return set;
}

/// A child of vfork(2) must not return from the function that called it: it works and ends here.
Result<pid_t> start_child(Memory memory, ChildWork work, const void* context) {
    pid_t child = memory == Memory::shared ? ::vfork() : ::fork();
    if (child < 0) return fail(failed("fork failed"));
    if (child == 0) ::_exit(work(context));
    return child;
}

namespace {
/// The child's work, and the mask that comes first.
struct Shielded {
    Signals signals;
    sigset_t before;
    ChildWork work;
    const void* context;
};
}  // namespace

static int work_unshielded(const void* context) {
    const auto& shielded = *static_cast<const Shielded*>(context);
    // What is to be forwarded must be able to arrive, even if the caller ignores it, as a shell does for "command &".
    if (shielded.signals == Signals::forwarded)
        for (int signal : {SIGINT, SIGTERM}) ::signal(signal, SIG_DFL);
    if (::sigprocmask(SIG_SETMASK, &shielded.before, nullptr) == 0) return shielded.work(shielded.context);
    report(failed("sigprocmask restore failed"));
    return 1;
}

Result<pid_t> start_shielded(Signals signals, Memory memory, ChildWork work, const void* context) {
    Shielded shielded{.signals = signals, .before = {}, .work = work, .context = context};
    sigset_t shield = shield_of(signals);
    if (::sigprocmask(SIG_BLOCK, &shield, &shielded.before) < 0) return fail(failed("sigprocmask block failed"));
    return start_child(memory, work_unshielded, &shielded);
}

/// Ends this process by the signal that ended the program, so that our parent sees the same.
static Result<int> die_of(int signal) {
    if (signal != SIGKILL) {
        ::signal(signal, SIG_DFL);
        sigset_t only;
        sigemptyset(&only);
        sigaddset(&only, signal);
        if (::sigprocmask(SIG_UNBLOCK, &only, nullptr) < 0) return fail(failed("sigprocmask unblock failed"));
    }
    ::kill(::getpid(), signal);
    // Process 1 of a namespace does not die of it.
    return fail(refused("child exit failed"));
}

/// Hands INT and TERM on until the child is about to be waited for.
static void forward_until_end(pid_t child) {
    sigset_t set = shield_of(Signals::forwarded);
    for (;;) {
        siginfo_t end{};
        if (::waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOHANG | WNOWAIT) < 0 || end.si_pid == child) return;
        int signal = ::sigwaitinfo(&set, nullptr);
        if (signal == SIGINT || signal == SIGTERM) ::kill(child, signal);
    }
}

Result<int> wait_shielded(pid_t child, Signals signals) {
    if (signals == Signals::forwarded) forward_until_end(child);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return fail(failed("waitpid failed"));
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    return die_of(WTERMSIG(status));
}

Result<int> wait_following(pid_t child) {
    int status = 0;
    for (;;) {
        if (::waitpid(child, &status, WUNTRACED) < 0) {
            if (errno == EINTR) continue;
            return fail(failed("waitpid failed"));
        }
        if (!WIFSTOPPED(status)) break;
        ::kill(::getpid(), SIGSTOP);
        ::kill(child, SIGCONT);
    }
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    if (WIFSIGNALED(status)) ::kill(::getpid(), WTERMSIG(status));
    return 1;
}

Result<DeathWatch> DeathWatch::open(int signal) {
    DeathWatch watch;
    watch.signal_ = signal;
    if (signal == 0) return watch;
    int parent = sys::pidfd_open(::getpid());
    if (parent < 0) return fail(failed("pidfd_open failed", -parent));
    watch.parent_.reset(parent);
    return watch;
}

Result<bool> DeathWatch::arm() const {
    if (signal_ == 0) return true;
    if (::prctl(PR_SET_PDEATHSIG, signal_) < 0) return fail(failed("prctl failed"));
    pollfd end{.fd = parent_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&end, 1, 0) < 0) return fail(failed("poll parent pidfd failed"));
    return end.revents == 0;
}

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/launch.hh"

#include "core/clock.hh"
#include "core/clone.hh"
#include "core/signal.hh"
#include "core/sys.hh"
#include "runtime/launch/diagnose.hh"

#include <cerrno>
#include <cstddef>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

/// What the clones share with us, in place: the same memory.
struct Launching {
    child::Program program;
    int clone_flags;
    int sharing;  ///< of memory with the child: in place, or nothing
    std::span<std::byte> stack;
    int supervisors_line;
    int unified;  ///< of who is cloned first: the others are born where it is
    pid_t pid = -1;
    int pidfd = -1;
    int error = 0;
};

int child_main(void* argument) {
    auto& launching = *static_cast<Launching*>(argument);
    child::run(launching.program, launching.program.carried, launching.program.ops.size());
    ::_exit(125);
}

void clone_child(Launching& launching, int flags, int unified) {
    pid_t pid = clone_process({.function = child_main, .argument = &launching, .stack = launching.stack,
                               .flags = launching.clone_flags | flags, .unified = unified, .pidfd = &launching.pidfd, .pid = &launching.pid});
    if (pid < 0) launching.error = -pid;
    else launching.pid = pid;
}

/// Runs the ops that come before the user namespace, then makes the child as its sibling.
int carrier_main(void* argument) {
    auto& launching = *static_cast<Launching*>(argument);
    ::close(launching.supervisors_line);  // or the child could not see us end while the carrier waits for it
    if (child::run(launching.program, 0, launching.program.carried))
        clone_child(launching, launching.sharing | CLONE_PARENT | CLONE_PARENT_SETTID, -1);
    ::_exit(0);
}

/// Of a carrier that was killed: the child that it may have made runs on in our memory, and ends before we go on.
Result<void> end_orphan(const Launching& launching, int signal) {
    if (launching.pid > 0) {
        ::kill(launching.pid, SIGKILL);
        while (::waitpid(launching.pid, nullptr, __WALL) < 0 && errno == EINTR) {}
    }
    return fail(Error::impossible("what starts PID 1 was killed by " + print_signal(signal)));
}

Result<void> clone_by_carrier(Launching& launching, std::span<std::byte> stack) {
    pid_t carrier = clone_process({.function = carrier_main, .argument = &launching, .stack = stack,
                                   .flags = CLONE_VM | CLONE_VFORK, .unified = launching.unified});
    if (carrier < 0) launching.error = -carrier;
    if (carrier < 0) return {};
    int status = 0;
    while (::waitpid(carrier, &status, __WALL) < 0)
        if (errno != EINTR) return fail(Error::from_errno("wait"));
    if (WIFSIGNALED(status)) return end_orphan(launching, WTERMSIG(status));
    if (launching.pid > 0) launching.pidfd = sys::pidfd_open(launching.pid);
    return {};
}

/// While a child shares our memory it needs /proc/self to be its own, and a change of ids would make it root's. Root needs
/// neither.
class Dumpable {
public:
    Dumpable(bool wanted, int value) : before_(wanted ? ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) : -1) {
        if (before_ >= 0) ::prctl(PR_SET_DUMPABLE, value, 0, 0, 0);
    }
    Dumpable(const Dumpable&) = delete;
    Dumpable& operator=(const Dumpable&) = delete;
    ~Dumpable() {
        if (before_ >= 0) ::prctl(PR_SET_DUMPABLE, before_, 0, 0, 0);
    }

private:
    int before_;
};

/// Until it has no memory of ours any more. The kernel lets us go on from a vfork a moment before it changes the child's, which who
/// is inside can make long; the child's end of the line is closed after it has.
void await_own_memory(const Prepared& prepared) {
    pollfd line{.fd = prepared.life_line.get(), .events = 0, .revents = 0};
    while (::poll(&line, 1, -1) < 0 && errno == EINTR) {}
}

Result<void> clone_all(Launching& launching, Prepared& prepared) {
    auto stacks = TRY(CloneStacks::make(2));
    launching.stack = stacks[0];
    bool in_place = prepared.plan.mode == LaunchMode::in_place;
    launching.sharing = in_place ? CLONE_VM | CLONE_VFORK : 0;
    prepared.begin = monotonic_now();
    Dumpable dumpable(in_place || prepared.has_carrier, prepared.is_hidden ? 0 : 1);  // the carrier always shares
    if (prepared.has_carrier) TRY(clone_by_carrier(launching, stacks[1]));
    else clone_child(launching, CLONE_PIDFD | launching.sharing, launching.unified);
    prepared.bench.keep.close(prepared.bench.life_line);
    if (prepared.is_guest) await_own_memory(prepared);
    return {};
}

}  // namespace

/// All but those that end us while we wait for a guest: who is inside sees it before it is another program, and could stop it.
static void block_signals(bool is_guest) {
    sigset_t blocked;
    ::sigfillset(&blocked);
    if (is_guest)
        for (int signal : {SIGHUP, SIGINT, SIGTERM}) ::sigdelset(&blocked, signal);
    ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
}

Result<Child> launch(Prepared& prepared) {
    block_signals(prepared.is_guest);
    ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place

    Launching launching{.program = prepared.program(), .clone_flags = prepared.clone_flags, .sharing = 0, .stack = {},
                        .supervisors_line = prepared.life_line.get(), .unified = prepared.groups.unified.get()};
    TRY(clone_all(launching, prepared));
    if (prepared.is_guest) block_signals(false);
    prepared.bench.keep.close(prepared.bench.set_up);
    prepared.bench.keep.close_lent();
    if (launching.error != 0) return fail(clone_failure(prepared, launching.error));
    if (launching.pid < 0) return fail(reported_failure(prepared));
    Child child(launching.pid, UniqueFd(launching.pidfd));
    if (child.pidfd() < 0) return fail(Error::from_errno("pidfd_open", -launching.pidfd));
    for (const HostTask& task : prepared.bench.host_tasks) {
        auto done = task(child.pid(), prepared.bench);
        if (!done) return fail(task_failure(prepared, std::move(done).error()));
    }
    return child;
}

Result<void> await_set_up(Prepared& prepared) {
    char byte;
    while (prepared.set_up && ::read(prepared.set_up.get(), &byte, 1) < 0 && errno == EINTR) {}
    if (auto failure = prepared.life_line.failed_step()) return fail(op_failure(prepared, *failure));
    return {};
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/stop.hh"

#include "core/child.hh"
#include "core/file.hh"
#include "core/sys.hh"
#include "domains/cgroups/freezer.hh"

#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>

namespace sandbox {
namespace {

constexpr Microseconds kPatience = std::chrono::seconds(30);

/// The lock is free when all that was outside is gone too.
Result<void> await_lock(const ledger::Running& sandbox) {
    while (::flock(sandbox.directory.get(), LOCK_SH) < 0)
        if (errno != EINTR) return fail(Error::from_errno("lock the ledger's entry " + sandbox.record.name));
    return {};
}

/// Also to who is frozen, or has been stopped.
Result<void> send(const ledger::Running& sandbox, int signal) {
    int error = sys::pidfd_send_signal(sandbox.init.get(), signal);
    if (signal != SIGKILL) sys::pidfd_send_signal(sandbox.init.get(), SIGCONT);
    cgroups::release(sandbox.record.cgroups);
    if (error == 0 || error == -ESRCH) return {};
    return fail(Error::from_errno("signal " + sandbox.record.name, -error));
}

Result<void> end_init(const ledger::Running& sandbox, Politeness politeness) {
    if (politeness == Politeness::ask) TRY(send(sandbox, sandbox.record.kill_signal));
    if (politeness == Politeness::kill || !TRY(ends_within(sandbox.init.get(), Microseconds(sandbox.record.stop_timeout)))) TRY(send(sandbox, SIGKILL));
    if (TRY(ends_within(sandbox.init.get(), kPatience))) return {};
    return fail(Error::impossible("a process of " + sandbox.record.name + " does not end, though it was killed"));
}

/// A supervisor may be in the pause before the next run, or stopped with its command. Otherwise it ends anyway.
void wake(int supervisor) {
    for (int signal : {SIGTERM, SIGCONT}) sys::pidfd_send_signal(supervisor, signal);
}

/// A run that began while we marked the sandbox is ended as the one before. Who stops itself again and again stops its supervisor too.
Result<bool> ends_in_time(const ledger::Running& sandbox, int supervisor, Politeness politeness) {
    constexpr Microseconds kSlice = std::chrono::milliseconds(100);
    auto last = sandbox.record.init;
    for (auto waited = Microseconds(0); waited < kPatience; waited += kSlice) {
        if (TRY(ends_within(supervisor, kSlice))) return true;
        sys::pidfd_send_signal(supervisor, SIGCONT);
        auto next = ledger::look_again(sandbox);
        if (!next && next.error().code() != ENOENT) return fail(std::move(next).error().within("the ledger's entry " + sandbox.record.name));
        if (!next || !next->init || next->record.init == last) continue;
        last = next->record.init;
        TRY(end_init(*next, politeness));
    }
    return false;
}

}  // namespace

Result<void> stop(const ledger::Running& sandbox, Politeness politeness) {
    // Restart must not answer to what we do.
    UniqueFd mark(::openat(sandbox.directory.get(), "stop", O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!mark && errno != ENOENT) return fail(Error::from_errno("mark the ledger's entry " + sandbox.record.name));  // it may have gone
    if (sandbox.init) TRY(end_init(sandbox, politeness));
    auto supervisor = open_process(sandbox.record.supervisor);
    if (!supervisor && supervisor.error().code() != ESRCH) return fail(std::move(supervisor).error());
    if (supervisor) wake(supervisor->get());
    if (supervisor && !TRY(ends_in_time(sandbox, supervisor->get(), politeness)))
        return fail(Error::impossible("the supervisor of " + sandbox.record.name + ", process " +
                                      std::to_string(sandbox.record.supervisor.pid) + ", does not end"));
    return await_lock(sandbox);
}

Result<std::string> wait_for_end(const ledger::Running& sandbox) {
    TRY(await_lock(sandbox));
    auto report = sandbox.ended ? TRY(read_all(sandbox.ended.get(), "the report of " + sandbox.record.name)) : std::string();
    if (!report.empty()) return report;
    return fail(Error::impossible(sandbox.record.name + " ended, and its supervisor was killed before it could say how"));
}

}  // namespace sandbox

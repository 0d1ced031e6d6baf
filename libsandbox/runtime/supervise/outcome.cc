// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/outcome.hh"

#include <csignal>
#include <sched.h>
#include <sys/wait.h>

namespace sandbox {

using Ended = Report::Ended;

void tell_end(const init::Message& message, int exec_error, Report& report) {
    if (exec_error != 0) {
        bool is_missing = WEXITSTATUS(message.status) == init::kExitNotFound;
        report.ended = is_missing ? Ended::not_found : Ended::not_executable;
        report.error = exec_error;
    } else if (WIFSIGNALED(message.status)) {
        report.ended = Ended::signaled;
        report.code = WTERMSIG(message.status);
        report.core = WCOREDUMP(message.status);
    } else {
        report.ended = Ended::exited;
        report.code = WEXITSTATUS(message.status);
    }
}

/// reboot(2) inside a pid namespace ends its PID 1 as if by SIGHUP (restart) or SIGINT (halt, power off); no signal itself
/// does, because a PID 1 gets only those that it has handlers for.
static int reboot_signal(const Prepared& prepared, int status) {
    bool may_be = (prepared.clone_flags & CLONE_NEWPID) != 0 && WIFSIGNALED(status);
    return may_be && (WTERMSIG(status) == SIGHUP || WTERMSIG(status) == SIGINT) ? WTERMSIG(status) : 0;
}

static bool is_own_init(const Prepared& prepared) {
    const auto* start = std::get_if<process::StartOp>(&prepared.ops.back());
    return start != nullptr && start->program < 0;
}

void tell_death(const Prepared& prepared, int status, int reboot, Report& report) {
    bool is_payload = is_own_init(prepared);
    if (reboot == 0) reboot = reboot_signal(prepared, status);
    if (reboot != 0) {
        report.ended = reboot == SIGHUP ? Ended::rebooted : Ended::halted;
    } else if (WIFSIGNALED(status)) {
        report.ended = is_payload ? Ended::signaled : Ended::killed;
        report.code = WTERMSIG(status);
    } else {
        report.ended = is_payload ? Ended::exited : Ended::failed;
        report.code = WEXITSTATUS(status);
        if (!is_payload) report.message = "PID 1 of the sandbox ended with status " + std::to_string(report.code) + " and no report";
    }
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/init_protocol.hh"
#include "domains/cgroups/memory_kill.hh"
#include "domains/seccomp/filter_death.hh"
#include "domains/selinux/denial.hh"
#include "runtime/report/health_state.hh"

#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// How a sandbox ended: a value.
struct Report {
    enum class Ended {
        exited,          ///< the command, by itself: `code`
        signaled,        ///< the command, by signal `code`
        not_executable,  ///< the command was found and could not be executed: `error`
        not_found,       ///< there is no such command
        failed,          ///< the set-up failed: `message`
        killed,          ///< PID 1 of the sandbox was killed by signal `code`: from outside, or as who is inside has set its limits
        rebooted,        ///< by reboot(2) inside, which wants another start
        halted,          ///< by reboot(2) inside, which wants none
    };
    Ended ended = Ended::failed;
    int code = 0;
    int error = 0;
    bool core = false;  ///< of `signaled`
    std::string message{};
    std::vector<std::string> left_out{};  ///< optional settings that the host could not honour, each with its reason
    init::Usage usage{};
    std::uint64_t wall_microseconds = 0;
    std::vector<cgroups::Figure> figures{};  ///< what its control groups counted, if it had any
    std::optional<cgroups::MemoryKill> memory_kill{};
    std::optional<seccomp::FilterDeath> filter_death{};  ///< of `signaled` by SIGSYS
    std::optional<selinux::Denials> denials{};  ///< what SELinux denied, if it has a label of its own and did not end well
    std::string limit{};  ///< of a kill for its own limit: the setting, where it was written, and what it says
    std::string time_spent{};  ///< if it was ended for its time: the setting, where it was written, and the time
    std::optional<HealthState> health{};  ///< what its checks found, if it had any
    std::string unhealthy{};  ///< if it was ended for its health: the setting, where it was written, and the last failure
    bool was_stopped = false;  ///< sandbox-stop, or a signal to the supervisor, asked for the end
    bool starts_again = false;
    std::vector<std::string> notes{};  ///< those of its plan, and what went wrong beside the sandbox: hooks that failed
    std::string given_up{};  ///< why it is not started again though its unit would have it so
    std::vector<std::string> log_lines{};  ///< the last that it wrote, if that went to a log of ours or passed us on its way to the journal

    /// sandbox-run's exit status.
    int exit_status() const;
    /// Why it ended, if the machine knows more than the status says: one clause, or nothing.
    std::string cause() const;
    /// One line for --json-status-fd.
    std::string json() const;
};

/// Report::Ended as JSON has it.
inline constexpr std::string_view kReportEnds[] = {"exited", "signaled", "not-executable", "not-found", "failed", "killed", "rebooted", "halted"};

/// A report as json() wrote it. Error: it is none of ours.
Result<Report> parse_report(std::string_view json);

/// What systemd calls a failure: a status other than 0, a signal other than HUP, INT, TERM and PIPE, a core, a timeout.
bool is_failure(const Report& report);

}  // namespace sandbox

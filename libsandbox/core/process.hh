// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>
#include <optional>
#include <string_view>
#include <sys/types.h>

namespace sandbox {

/// A process for good: its number, which another may get later, and when it started, in clock ticks since the boot.
struct ProcessId {
    pid_t pid = -1;
    std::uint64_t start = 0;
    bool operator==(const ProcessId&) const = default;
};

/// The process that has this number now. Errors: there is none (ESRCH), and no other has that code; /proc is not one.
Result<ProcessId> identify(pid_t pid);
/// A pidfd of exactly this process. Errors: it is gone (ESRCH), whoever has its number now; it cannot be opened.
Result<UniqueFd> open_process(const ProcessId& process);

/// Whether a shell with job control sees us stop, and can let us go on: our process group is not orphaned (setpgid(2)). The leader of
/// a session, as under a service manager or `ssh -t`, would stop for good.
bool has_job_control();

/// The real /proc: a directory that stands in for it is refused (CVE-2015-1334).
Result<UniqueFd> open_proc();

/// What /proc/PID/stat tells, see proc_pid_stat(5).
struct ProcessStat {
    char state = '?';
    pid_t parent = 0;
    std::uint64_t ticks = 0;     ///< of user and system time, sysconf(_SC_CLK_TCK) of them a second
    std::uint64_t threads = 0;
    std::uint64_t start = 0;     ///< ticks after the boot
    std::uint64_t resident = 0;  ///< pages
    bool operator==(const ProcessStat&) const = default;
};
/// Of the file's text. The name in it may hold anything; nothing: it is no such text, or cut off.
std::optional<ProcessStat> parse_process_stat(std::string_view text);
/// `proc`: of open_proc(). Nothing: the process is gone.
Result<std::optional<ProcessStat>> read_process_stat(int proc, pid_t pid);

/// Whether an errno of a file below /proc/PID says that there is no such process, or not any more.
bool is_gone(int code);
/// The same, or that it is not ours to look at.
bool is_out_of_sight(int code);

}  // namespace sandbox

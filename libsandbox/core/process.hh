// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>
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

}  // namespace sandbox

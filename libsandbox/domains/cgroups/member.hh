// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "domains/cgroups/group.hh"

namespace sandbox::cgroups {

/// The threads in a v1 group, or the processes in a v2 one (which lists none that another pid namespace has).
Result<std::vector<pid_t>> tasks(const Group& group);
/// The processes in the group.
Result<std::vector<pid_t>> processes(const Group& group);

/// Kills the processes in the group but `spared`. Each is held by a pidfd, and killed only if the group still lists it then: its number
/// may be somebody else's by now. Returns how many were listed. Error: the group cannot be read, or is gone.
Result<std::size_t> kill_processes(const Group& group, pid_t spared = -1);

/// Opens what enter() writes to: `tasks` on v1 (cgroup.procs waits for an RCU grace period: 12 ms after idle), cgroup.procs
/// on v2. The error names what is not writable.
Result<UniqueFd> open_entry(const Group& group);
/// Moves this process, which must have one thread on v1, into the group whose entry it is: writes "0".
Result<void> enter(const Group& group, int entry);
/// open_entry() and enter().
Result<void> enter(const Group& group);

/// Moves a thread (v1 only) or, on v2, its process.
Result<void> move_task(const Group& group, pid_t task);
/// Moves a process with all of its threads.
Result<void> move_process(const Group& group, pid_t process);

}  // namespace sandbox::cgroups

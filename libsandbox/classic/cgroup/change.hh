// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"
#include "domains/cgroups/membership.hh"

#include <sys/types.h>

namespace sandbox::cgroup {

/// Moves this process, which has one thread, into the groups of the spec.
Outcome<> enter(const Mounts& mounts, const Spec& spec);
/// Moves the process that the task is a thread of, with all of its threads.
Outcome<> move(const Mounts& mounts, const Spec& spec, pid_t task);

/// Where a process is, in every hierarchy.
Outcome<std::vector<cgroups::Place>> places_of(pid_t process);
/// Moves a process back to where it was; all hierarchies are tried, the first failure counts.
Outcome<> put_back(pid_t process, const std::vector<cgroups::Place>& places);

/// What cgrulesengd is told of a process: to leave it alone, with its children (`sticky`), or no longer.
enum class Unchanged { process = 0, children = 1, cancel = 2 };

/// Tells a running cgrulesengd; nobody listening is no failure.
Outcome<> tell_daemon(pid_t process, Unchanged what);

}  // namespace sandbox::cgroup

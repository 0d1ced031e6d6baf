// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"

#include <sys/types.h>

namespace sandbox::cgroup {

/// Moves this process, which has one thread, into the groups of the spec.
Outcome<> enter(const Mounts& mounts, const Spec& spec);
/// Moves the process that the task is a thread of, with all of its threads.
Outcome<> move(const Mounts& mounts, const Spec& spec, pid_t task);

/// What cgrulesengd is told of a process: to leave it alone, with its children (`sticky`), or no longer.
enum class Unchanged { process = 0, children = 1, cancel = 2 };

/// Tells a running cgrulesengd; nobody listening is no failure.
Outcome<> tell_daemon(pid_t process, Unchanged what);

}  // namespace sandbox::cgroup

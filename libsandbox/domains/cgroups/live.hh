// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/facts.hh"
#include "domains/cgroups/rewriting.hh"

#include <span>

namespace sandbox::cgroups {

/// Writes what a spec says into the groups of a sandbox that runs; what it does not say stays as it is, also of two settings
/// that the kernel has in one file. `tasks`: the new limit of tasks, or 0. Returns what undo() takes back. Errors: the group
/// lacks the controller, the kernel refuses; then nothing has changed, or the error says what has.
Result<std::vector<Written>> set_live(Spec spec, std::int64_t tasks, const Reason& tasks_reason, std::span<const Seat> seats);

/// The same for the scope of the sandbox of that name and supervisor, if the groups lie in it: what counts beside others, and what bounds the groups'
/// protection. Errors: what the manager says. Returns what is to be said of it, if they lie in a unit that is not ours to change.
Result<std::string> set_scope_live(const Spec& spec, std::span<const Seat> seats, const std::string& name, pid_t supervisor);

}  // namespace sandbox::cgroups

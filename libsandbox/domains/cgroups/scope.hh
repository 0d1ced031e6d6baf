// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/step.hh"

#include <optional>
#include <string>

namespace sandbox::cgroups {

/// The socket of the systemd that makes scopes for the caller, its own, not the bus's: the system's manager for root, the
/// user's for others. Empty: none runs.
std::string manager_socket();
/// The manager's group, in the hierarchy of `own`, the caller's on cgroup v2: what it may hand on is what that has. None if it
/// is not to be seen from here, as in a cgroup namespace.
std::optional<Group> manager_group(const Group& own);

/// A scope to be.
struct NewScope {
    std::string name;   ///< "x.scope"
    std::string slice;  ///< "y.slice"
    std::string description;
    Ending ending{.signal = 0};  ///< signal 0: as the manager does it
};
/// Asks the manager for a delegated scope with a process. Errors: the helper is not installed, what the manager says.
Result<void> start_scope(const std::string& socket, const NewScope& scope, pid_t process);

/// "sandbox-NAME.scope", or "sandbox-NAME-ID.scope" where others may have the name.
std::string scope_name(const OpenScope& step, std::string_view id);
/// Has the manager make the scope with this process in it, and moves the process into a group "supervisor" of the scope, so
/// that the scope can hand controllers on. Nothing is done if it is in there already. Returns the scope's group.
/// Errors: the helper is not installed, what the manager says.
Result<Group> open_scope(const OpenScope& step);

/// For who is to enter a group (an absolute directory) in a scope of the user's manager: nobody can from outside the scope,
/// so the manager moves this process beside it. Nothing is done for root, or if we are in the scope already.
Result<void> approach(const std::string& directory);

}  // namespace sandbox::cgroups

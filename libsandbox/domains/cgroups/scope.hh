// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/step.hh"

#include <optional>
#include <string>
#include <vector>

namespace sandbox::cgroups {

/// The socket of the systemd that makes scopes for the caller, its own, not the bus's: the system's manager for root, the
/// user's for others. Empty: none runs.
std::string manager_socket();
/// Whether its manager has marked the group as delegated.
bool is_delegated(const Group& group);
/// Whether it is ours, the group of the caller, with nobody else in it: marked as delegated, or of the service that
/// $SANDBOX_SERVICE names, as sandbox-generator makes them: the managers of users set no marks.
bool is_ours_alone(const Group& own);
/// Whether it is the group of that service.
bool is_generated(const Group& own);
/// Whether it is an instance's: its drop-ins are not in what sandbox-generator made of its template.
bool is_instance(const Group& own);
/// The unit of systemd's whose group is_ours_alone(), "web.service"; empty: none.
std::string own_unit();

/// In place of a socket: the group that we are in is_ours_alone().
inline constexpr std::string_view kDelegated = "own";
/// The same of a service that sandbox-generator made: it has what its unit says already.
inline constexpr std::string_view kGenerated = "generated";
/// The manager's group, in the hierarchy of `own`, the caller's on cgroup v2: what it may hand on is what that has. None if it
/// is not to be seen from here, as in a cgroup namespace.
std::optional<Group> manager_group(const Group& own);

/// A scope to be.
struct NewScope {
    std::string name;   ///< "x.scope"
    std::string slice;  ///< "y.slice"
    std::string description;
    Ending ending{.signal = 0};  ///< signal 0: as the manager does it
    std::vector<UnitProperty> properties{};
};
/// Asks the manager for a delegated scope with a process. Errors: the helper is not installed, what the manager says.
Result<void> start_scope(const std::string& socket, const NewScope& scope, pid_t process);

/// Whether we are in a group that the manager made for us alone.
bool is_delegated(const OpenScope& step);
/// "sandbox-NAME.scope", or "sandbox-NAME-ID.scope" where others may have the name.
std::string scope_name(const OpenScope& step, std::string_view id);
/// Has the manager make the scope with this process in it, unless there is a group for it, and moves the process into a group
/// "supervisor" of that, so that it can hand controllers on. Nothing is done if it is in there already. Returns the group.
/// Errors: the helper is not installed, what the manager says.
Result<Group> open_scope(const OpenScope& step);

/// Of a sandbox that is started again in its scope: what was changed while it ran goes with the groups that it was changed in. Devices keep
/// their weight. Error: what the manager says.
Result<void> renew_scope(const OpenScope& step);

/// Has the manager change the scope that it made for the sandbox of that name and supervisor, if its group lies in it. Errors: what the manager says.
/// Returns what is to be said of it: that the group has another unit to itself, in which nothing comes of its weight.
Result<std::string> change_unit(const Group& group, const std::string& name, pid_t supervisor, const std::vector<UnitProperty>& properties);

/// For who is to enter a group (an absolute directory) in a scope of the user's manager: nobody can from outside the scope,
/// so the manager moves this process beside it. Nothing is done for root, or if we are in the scope already.
Result<void> approach(const std::string& directory);

}  // namespace sandbox::cgroups

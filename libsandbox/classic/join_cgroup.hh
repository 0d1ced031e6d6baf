// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sandbox::classic {

/// Where one hierarchy is mounted: its controllers, or the name of one without; "" is cgroup v2's.
struct Hierarchy {
    std::string controllers;
    std::string directory;
    std::string root;  ///< which group the directory shows: "/" but in a cgroup namespace or a bind mount
};

/// The hierarchies of a text in /proc/PID/mountinfo's format.
std::vector<Hierarchy> find_hierarchies(std::string_view mountinfo);

/// The directories of the groups that `theirs` (/proc/PID/cgroup) names and `ours` does not, in their hierarchies.
std::vector<std::string> groups_to_join(std::string_view theirs, std::string_view ours, const std::vector<Hierarchy>& mounted);

/// Opens the file of each of the target's groups, before we leave the mount namespace that shows them.
Result<std::vector<UniqueFd>> open_groups(pid_t target);

/// Moves this process, which has one thread, into them.
Result<void> join_groups(const std::vector<UniqueFd>& groups);

}  // namespace sandbox::classic

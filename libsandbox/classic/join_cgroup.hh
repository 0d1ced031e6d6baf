// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/cgroups/membership.hh"

#include <string>
#include <sys/types.h>
#include <vector>

namespace sandbox::classic {

/// The directories of the groups that `theirs` has and `ours` has not, one a hierarchy, of those that are mounted.
std::vector<std::string> groups_to_join(std::span<const cgroups::Membership> theirs, std::span<const cgroups::Membership> ours,
                                        std::span<const cgroups::Hierarchy> mounted);

/// Opens the file of each of the target's groups, before we leave the mount namespace that shows them.
Result<std::vector<UniqueFd>> open_groups(pid_t target);

/// Moves this process, which has one thread, into them.
Result<void> join_groups(const std::vector<UniqueFd>& groups);

}  // namespace sandbox::classic

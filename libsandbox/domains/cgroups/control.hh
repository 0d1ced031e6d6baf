// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/group.hh"

namespace sandbox::cgroups {

/// Which controllers a v2 group has (cgroup.controllers); on v1, use the hierarchy's.
Result<std::vector<std::string>> available_controllers(const Group& group);

/// What becomes of a group with processes of its own. There the kernel refuses most controllers (EBUSY), and the others make it and
/// those below a domain of threads, which no process enters.
enum class Crowded {
    as_kernel,
    refuse,  ///< EBUSY
};

/// Makes the controllers reach a v2 group: writes "+NAME" to cgroup.subtree_control of every group above it that lacks
/// them, from the mount down. The error names the group that has not the controller, or may not pass it on.
Result<void> enable_controllers(const Group& group, std::span<const std::string> controllers, Crowded crowded = Crowded::as_kernel);

}  // namespace sandbox::cgroups

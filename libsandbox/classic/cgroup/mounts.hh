// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/spec.hh"
#include "classic/cgroup/trouble.hh"
#include "domains/cgroups/group.hh"

#include <vector>

namespace sandbox::cgroup {

using cgroups::Group;
using cgroups::Hierarchy;
using cgroups::Version;

/// Whether paths begin in the delegated scope that /run/libcgroup/systemd names, where there is one.
enum class DefaultScope { use, ignore };

/// What is mounted, and where paths of the command line begin in it.
struct Mounts {
    std::vector<Hierarchy> hierarchies{};
    std::string scope{};  ///< "user.slice/x.scope", or empty

    /// Code::no_controller if nothing that is mounted has it. "" and "cgroup" are the unified hierarchy.
    Outcome<const Hierarchy*> hierarchy_of(std::string_view controller) const;
    /// Below the scope, but for a path with a slash in front; "/" alone is the scope.
    Outcome<Group> group(const Hierarchy& hierarchy, std::string_view path) const;
    Outcome<Group> group(std::string_view controller, std::string_view path) const;
    /// The groups of a spec, each hierarchy once; "*" is all_controllers().
    Outcome<std::vector<Group>> groups(const Spec& spec) const;
    /// Every mounted controller, in the order of the mounts.
    std::vector<std::string> all_controllers() const;
};

/// Whether one of the mounts before it shows the same hierarchy.
bool is_second_mount(const Mounts& mounts, const Hierarchy& hierarchy);

/// Whether the group is there, or why that cannot be told.
Outcome<bool> is_there(const Group& group);

/// Code::not_mounted: there is no cgroup file system.
Outcome<Mounts> find_mounts(DefaultScope scope);

}  // namespace sandbox::cgroup

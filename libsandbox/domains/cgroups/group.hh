// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/hierarchy.hh"

#include <sys/types.h>

namespace sandbox::cgroups {

/// One group: a value; making and removing it are separate acts.
struct Group {
    Version version = Version::v1;
    std::string mount{};     ///< Hierarchy::mount
    std::string path = "/";  ///< below it: absolute, no trailing slash

    /// The directory of its files.
    std::string directory() const;
    bool is_root() const { return path == "/"; }
    /// The group above; the root's is itself.
    Group parent() const;
    Group child(std::string_view name) const;

    bool operator==(const Group&) const = default;
};

/// The group of that path, whose slashes may be doubled, missing in front or there at the end; ".." leads up.
/// Error: it leaves the hierarchy.
Result<Group> group_at(const Hierarchy& hierarchy, std::string_view path);

/// Whether its directory is there.
bool exists(const Group& group);

/// Whether new groups of a v1 cpuset get cpus and mems from the group above; a process can enter none that lacks them.
enum class Cpuset { of_parent, empty };

/// Makes the group and what is missing above it, with `mode` less the umask. That it is there already is no error.
/// Returns the topmost group that was made, for who removes them again; the group itself if all were there.
Result<Group> make(const Group& group, mode_t mode = 0777);
/// make(), and the new ones of the group.
Result<std::vector<Group>> make_all(const Group& group, mode_t mode = 0777, Cpuset cpuset = Cpuset::of_parent);

/// What to do with processes in a group that goes.
enum class Tasks {
    refuse,     ///< EBUSY
    to_parent,  ///< into the group above
};

/// Removes a group without children. A group whose last process has just ended is busy for a moment: that is waited for.
/// Errors: ENOENT, EBUSY (processes, or groups below).
Result<void> remove(const Group& group, Tasks tasks);
/// remove(), the groups below it first; theirs move to the parent of `group` too.
Result<void> remove_tree(const Group& group, Tasks tasks);

/// The names of the groups directly below, sorted.
Result<std::vector<std::string>> children(const Group& group);

}  // namespace sandbox::cgroups

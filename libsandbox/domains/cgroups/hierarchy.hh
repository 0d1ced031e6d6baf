// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox::cgroups {

/// Whose files a hierarchy has: one tree a controller set, or the unified one.
enum class Version { v1, v2 };

/// One mounted hierarchy: cgroups(7).
struct Hierarchy {
    Version version = Version::v1;
    std::vector<std::string> controllers{};  ///< v1: of the mount; v2: cgroup.controllers of the mounted group
    std::string name{};                      ///< "systemd" of name=systemd; empty if it has none
    std::string mount{};                     ///< where its files are
    std::string mount_root{};                ///< which group the mount shows: "/" but in a bind mount or a namespace

    bool operator==(const Hierarchy&) const = default;
};

/// The hierarchies of a text in /proc/PID/mountinfo's format, in its order; those of v2 still without controllers.
/// One that is mounted twice is there twice.
std::vector<Hierarchy> parse_hierarchies(std::string_view mountinfo);

/// The hierarchies of this process's mount namespace. A mount that cannot be reached is none: another lies over it, or a
/// directory above it is closed to the caller. `root` stands in front of every path: a tree of files to test with.
Result<std::vector<Hierarchy>> find_hierarchies(const std::string& root = {});

/// The first hierarchy that has the controller ("name=X" is a v1 hierarchy's name), or null.
const Hierarchy* find_controller(std::span<const Hierarchy> hierarchies, std::string_view controller);
/// The first one of cgroup v2, or null: it may be mounted beside v1 ones and have no controller.
const Hierarchy* find_unified(std::span<const Hierarchy> hierarchies);

/// "cpu,cpuacct"; "name=systemd"; "" of a v2 hierarchy: the second field of /proc/PID/cgroup, sorted.
std::string controllers_field(const Hierarchy& hierarchy);

}  // namespace sandbox::cgroups

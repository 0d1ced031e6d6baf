// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/hierarchy.hh"

#include <optional>
#include <sys/types.h>

namespace sandbox::cgroups {

/// A line of /proc/PID/cgroup, "ID:CONTROLLERS:PATH".
struct Membership {
    std::string controllers{};  ///< sorted: "cpu,cpuacct", "name=systemd"; "" is cgroup v2
    std::string path{};         ///< as seen from the cgroup namespace of the reader; may have colons, and lead up by ".."

    bool operator==(const Membership&) const = default;
};

std::vector<Membership> parse_memberships(std::string_view text);

/// The groups of a process; 0 is this one. ESRCH or ENOENT: there is no such process.
Result<std::vector<Membership>> memberships_of(pid_t process, const std::string& root = {});

/// Where in the hierarchy the process is, below the mount ("/" is the mount itself); none if the mount does not show it.
std::optional<std::string> path_in(const Hierarchy& hierarchy, std::span<const Membership> memberships);

/// A hierarchy, and where the process is in it, as path_in() has it.
struct Place {
    Hierarchy hierarchy{};
    std::string path{};

    bool operator==(const Place&) const = default;
};

/// The hierarchies that show the process, each once: mounted more than once it is one all the same, and a group can be made in
/// it one time. The mount that shows all of it is taken, since what may be done there is the say of groups above; else the first.
std::vector<Place> places_in(std::span<const Hierarchy> hierarchies, std::span<const Membership> memberships);

/// The directory of the v2 group that a process is in, if it is `group`'s or below that; otherwise `group`.
std::string directory_of(pid_t process, const std::string& group);

}  // namespace sandbox::cgroups

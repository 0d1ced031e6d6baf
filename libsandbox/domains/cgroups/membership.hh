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

/// The directory of the v2 group that a process is in, if it is `group`'s or below that; otherwise `group`.
std::string directory_of(pid_t process, const std::string& group);

}  // namespace sandbox::cgroups

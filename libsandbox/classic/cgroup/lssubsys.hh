// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct SubsystemRequest : Request {
    bool all = false;
    bool mount_points = false;
    bool all_mount_points = false;
    bool numbers = false;

    void take(const cli::Parsed& option);
};

/// A line of /proc/cgroups: proc_cgroups(5).
struct KernelController {
    std::string name{};
    int hierarchy = 0;  ///< 0: of no v1 hierarchy

    bool operator==(const KernelController&) const = default;
};
std::vector<KernelController> parse_kernel_controllers(std::string_view text);

/// A hierarchy as it is listed: one that is mounted in several places has several.
struct Subsystem {
    std::vector<std::string> controllers{};
    int number = 0;
    std::vector<std::string> mounts{};  ///< none: not mounted

    bool operator==(const Subsystem&) const = default;
};
/// What is not mounted first, then the v1 hierarchies in the kernel's order, then v2.
std::vector<Subsystem> find_subsystems(const std::vector<KernelController>& kernel, const std::vector<Hierarchy>& hierarchies);

Result<int> run_subsystems(SubsystemRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

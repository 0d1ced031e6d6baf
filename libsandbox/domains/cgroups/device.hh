// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/spec.hh"

#include <optional>
#include <span>

namespace sandbox::cgroups {

/// What a device filter lets through: numbers of one kind. No number: all.
struct AccessRule {
    char kind = 'c';  ///< c or b
    std::optional<unsigned> major{};
    std::optional<unsigned> minor{};
    std::string access{"rwm"};
    bool operator==(const AccessRule&) const = default;
};

/// "c 1:3 rw", as devices.allow of cgroup v1 takes it.
std::string print(const AccessRule& rule);

/// The rules of a policy and of what is allowed besides. Errors: no such device, or no such driver in /proc/devices.
Result<std::vector<AccessRule>> access_rules(DevicePolicy policy, std::span<const DeviceRule> allowed);

/// "MAJOR:MINOR" of the whole disk that a path names: a block device's node, one of its partitions, or a file on it.
/// Errors: a file system without a device of its own.
Result<std::string> block_device_of(const std::string& path);

}  // namespace sandbox::cgroups

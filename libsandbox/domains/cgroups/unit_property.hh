// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/spec.hh"

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox::cgroups {

/// A property of the unit of systemd's that the sandbox's group lies in (systemd.resource-control(5)).
struct UnitProperty {
    std::string name{};
    std::uint64_t value = 0;  ///< of CPUWeight 0 is "idle", of the others kNoLimit "infinity"
    std::string device{};     ///< a path: the value is of that device alone
    Reason reason{};
    bool operator==(const UnitProperty&) const = default;
};

/// What the unit must have for its group to have it: a weight counts among the unit's siblings, and the kernel protects no group
/// better than those that it lies in. Limits are the group's alone: the supervisor, which is in the unit too, outlives them.
/// `machine`: bytes of the machine's memory.
std::vector<UnitProperty> unit_properties(const Spec& spec, const Standing& standing, std::uint64_t machine);

/// "CPUWeight=20" or "IODeviceWeight=/dev/sda 20", as systemd writes it.
std::string print(const UnitProperty& property);
/// The path as systemd takes it, which likes no "//", "." and "..": without links, or tidied where it is not there.
std::string device_path(const UnitProperty& property);
/// Its number or word alone.
std::string print_value(const UnitProperty& property);

}  // namespace sandbox::cgroups

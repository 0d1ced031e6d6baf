// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "connection.hh"

#include <cstdint>
#include <span>
#include <string>
#include <sys/types.h>

namespace sandbox::bus {

/// A property of systemd.resource-control(5) that is a number.
struct Property {
    std::string name;
    std::uint64_t value;
    std::string device{};  ///< a path: the number is of that device alone
};

/// A transient scope: a group of processes that somebody else started, delegated to them (systemd.scope(5)).
struct Scope {
    std::string name;         ///< "x.scope"
    std::string slice;        ///< "y.slice"; empty: the manager's default
    std::string description;
    Ending ending{};
    std::span<const Property> properties{};
    std::span<const pid_t> processes;
};

/// Has the manager make it and move the processes into it, and waits until that is done.
/// Errors: the name is taken, a process is gone or somebody else's.
Result<void> start(sd_bus* bus, const Scope& scope);

/// Has the manager change a unit until it ends, or the machine.
Result<void> set_properties(sd_bus* bus, const std::string& unit, std::span<const Property> properties);

/// Has the manager move processes into `group`, a path below the unit's own group ("/x"; "" is that group): who cannot
/// write to the groups that lie above both may ask for it, if all of them are its own.
Result<void> attach(sd_bus* bus, const std::string& unit, const std::string& group, std::span<const pid_t> processes);

}  // namespace sandbox::bus

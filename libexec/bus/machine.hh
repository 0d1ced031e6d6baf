// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "connection.hh"

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace sandbox::bus {

/// A machine of systemd-machined's (org.freedesktop.machine1(5)). `bus` is the system's, joined.
struct Machine {
    std::string name;
    std::string kind;  ///< "container" or "vm"
    std::string root;  ///< its root on the host; may be empty
    pid_t leader;
    std::vector<std::uint8_t> id{};  ///< 16 bytes, or none
};

/// Has systemd-machined make a scope of its own for it, and moves the leader there, which should have no children yet. What a
/// machine of the same name that we made has left, of which the leader is gone, is removed first.
Result<void> create(sd_bus* bus, const Machine& machine, const Ending& ending);
/// Makes the unit that the leader is in known as a machine: whoever ends the machine ends the unit.
Result<void> enlist(sd_bus* bus, const Machine& machine);

/// Ends the machine of this name with its scope, if that leader is its, and waits until the name is free.
Result<void> end(sd_bus* bus, const std::string& name, pid_t leader);
/// Makes systemd-machined forget it, if that leader is its; its unit stays.
Result<void> forget(sd_bus* bus, const std::string& name, pid_t leader);

}  // namespace sandbox::bus

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/machine/spec.hh"

#include <string>
#include <variant>

namespace sandbox::machine {

/// Makes systemd-machined know the sandbox, while the child waits.
struct Enlist {
    std::string name{};
    Class kind{};
    std::string root{};         ///< of the sandbox on the host, for people; empty: it has none there
    std::string id{};           ///< machine-id(5), if it was given one
    bool has_own_scope = true;  ///< systemd-machined makes a scope and moves the child there; else the sandbox's unit is the machine's
    Ending ending{};            ///< of that scope
    bool has_tunnel = false;    ///< machinectl bind mounts through tunnel_directory()
    bool is_default = false;    ///< what cannot be had is said and left out
    bool operator==(const Enlist&) const = default;
};

using Step = std::variant<Enlist>;

/// Where systemd-machined mounts for a machine of this name what machinectl(1) binds, on the host.
std::string tunnel_directory(const std::string& name);

std::string describe(const Step& step);

}  // namespace sandbox::machine

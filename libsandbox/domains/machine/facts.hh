// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/machine/spec.hh"

#include <string>

namespace sandbox::machine {

/// The system bus, on which systemd-machined is.
inline constexpr char kSystemBus[] = "/run/dbus/system_bus_socket";
/// The absence of systemd-machined where nothing of systemd's is there to be asked.
inline constexpr std::string_view kNoBus = "there is no system bus at /run/dbus/system_bus_socket";

struct Facts {
    /// Why there is no systemd-machined to ask; empty: there is one.
    Fact<std::string> absence{};
    /// The unit of systemd's that has nobody but us in it, "web.service"; empty: none.
    Fact<std::string> unit{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("absence", absence);
        visit("unit", unit);
    }
    bool operator==(const Facts&) const = default;
};

/// Marks the facts that a plan for this spec will read: none, if it wants no machine.
void need(const Spec& spec, bool is_named, Facts& facts);
/// Asks the machine for what is marked. `unit`: finds that; control groups are another domain's.
void probe(Facts& facts, std::string (*unit)());

}  // namespace sandbox::machine

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/cgroups/group.hh"
#include "domains/cgroups/spec.hh"

#include <string>
#include <vector>

namespace sandbox::cgroups {

/// A hierarchy, and the group in it that the sandbox's goes below: the caller's own; on cgroup v2, where a group with
/// processes can hand no controllers on, the one above that if it is delegated (its xattr user.delegate or trusted.delegate
/// is 1, as systemd's Delegate= sets it): limits of whoever delegated it hold for both. Else a systemd manager has to make a
/// scope: then the group is the manager's own.
struct Seat {
    Group group{};
    std::vector<std::string> controllers{};  ///< v1: of the hierarchy; v2: that this group may hand on
    std::string manager{};                   ///< the socket of the manager that makes a scope first; empty: none is needed
    bool operator==(const Seat&) const = default;
};

struct Facts {
    /// One a hierarchy, fields parted by tabs: "v1", "cpu,cpuacct", where it is mounted, the group below that, and, if a
    /// scope is needed, the manager's socket.
    Fact<std::vector<std::string>> seats{};
    /// Bytes of the machine's memory.
    Fact<std::int64_t> memory{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("seats", seats);
        visit("memory", memory);
    }
    bool operator==(const Facts&) const = default;
};

std::string print_seat(const Seat& seat);
Result<Seat> parse_seat(std::string_view text);

/// Marks the facts that a plan for this spec will read: none, if it wants no group.
void need(const Spec& spec, Facts& facts);
/// In bytes.
std::uint64_t machine_memory();
/// Asks the machine for what is marked.
Result<void> probe(Facts& facts);

}  // namespace sandbox::cgroups

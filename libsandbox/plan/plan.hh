// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/host.hh"
#include "plan/step.hh"

namespace sandbox {

/// How the child is made.
enum class LaunchMode {
    in_place,    ///< it shares our memory until it is another program; nothing happens outside meanwhile
    rendezvous,  ///< a copy of us, which waits while the launcher does what must be done from outside
};

/// What will be done, in order. A value: it copies, compares and prints, and asks the machine nothing.
struct Plan {
    LaunchMode mode = LaunchMode::in_place;
    std::vector<Step> steps{};
    std::vector<Note> notes{};
};

/// The plan of a unit on a host. Errors carry the setting and its place: contradictions (Fault::usage), and what this
/// host or this caller cannot have (Fault::impossible).
Result<Plan> plan(const Unit& unit, const Host& host);

}  // namespace sandbox

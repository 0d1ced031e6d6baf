// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/relay/relay.hh"

#include <memory>

namespace sandbox {

/// What passes on the input and output of a sandbox that is not detached: a terminal of its own, or the journal; null: they are
/// the caller's. Our own 0, 1 and 2 become the sandbox's until it has started, and the unit learns of a terminal. Errors: with
/// Exec.TTY = "auto", output to the journal beside the caller's terminal.
Result<std::unique_ptr<Relay>> make_foreground_relay(Unit& unit, const Plan& plan);

}  // namespace sandbox

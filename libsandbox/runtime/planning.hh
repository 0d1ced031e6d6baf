// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/invocation.hh"

namespace sandbox {

/// The unit that an invocation means, into `unit`, and its plan on this host. What the host cannot have and the unit's
/// Sandbox.Optional has is not in the unit then, and among the plan's notes.
Result<Plan> plan_for_host(Invocation invocation, Unit& unit);

}  // namespace sandbox

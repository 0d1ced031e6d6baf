// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/invocation.hh"

namespace sandbox {

/// The unit that an invocation means, into `unit`, and its plan on this host. What the host cannot have and the unit's
/// Sandbox.Optional has is not in the unit then, and among the plan's notes.
Result<Plan> plan_for_host(Invocation invocation, Unit& unit);

/// What --explain prints of it, in this format (explain_as()), with what of the trees that it lends is kept back.
Result<std::string> explain_for_host(std::string_view format, Plan plan, const Unit& unit);

}  // namespace sandbox

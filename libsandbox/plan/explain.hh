// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// The plan for people: a line a step, with the phase, what happens and whose setting asked for it.
std::string explain(const Plan& plan);
/// The plan for programs: {"mode":…,"steps":[{"phase","text","setting","origin"}…],"notes":[…]}, one line.
std::string explain_json(const Plan& plan);

}  // namespace sandbox

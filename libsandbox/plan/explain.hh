// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// The plan for people: a line a step, with the phase, what happens and whose setting asked for it. Of its unit the description
/// comes first, and what it says besides in the end.
std::string explain(const Plan& plan, const Unit& unit = {});
/// The plan for programs: {"description":…,"mode":…,"steps":[{"phase","text","setting","origin"}…],"also":[{"text",…}…],"notes":[…]},
/// one line. Without a description there is none.
std::string explain_json(const Plan& plan, const Unit& unit = {});
/// One of the two, by the argument of --explain: "text" or "json". Error: it is neither.
Result<std::string> explain_as(std::string_view format, const Plan& plan, const Unit& unit);

}  // namespace sandbox

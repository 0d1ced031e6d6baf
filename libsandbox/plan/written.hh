// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "unit/unit.hh"

namespace sandbox {

/// What somebody wrote that is a part of a step without its name, or the supervisor's alone, and what may be missing beside it: each with
/// its own line. For --explain only: a launch does without.
std::vector<Note> written_beside(const Unit& unit, const Plan& plan);

}  // namespace sandbox

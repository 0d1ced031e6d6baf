// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

#include <string>

namespace sandbox {

/// Runs a unit in the background: in a process of its own session, with an entry in the ledger and its output in a log file
/// (log_path()); if it is to have a terminal, with one that attach_console() connects to. Returns the sandbox's name once it has started: the unit's, if it was given one, or the first that is free.
/// Errors: those of the set-up, with their setting.
Result<std::string> run_detached(const Unit& unit, const Plan& plan);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/ledger/ledger.hh"
#include "runtime/relay/relay.hh"

#include <functional>
#include <optional>
#include <string>

namespace sandbox {

/// What attends a sandbox while it runs, beside its supervisor.
struct Attendance {
    int status_fd = -1;                ///< gets each run's start and report; -1: nobody asked
    ledger::Ledger* entry = nullptr;   ///< is told; null: it has none
    Relay* relay = nullptr;            ///< its input and output; null: they are the caller's
    std::string log{};                 ///< the file they go to, for the entry
    /// Called after each run with what Report.Print wants said, if that is anything; empty: nobody listens.
    std::function<void(const std::string& lines)> ended{};
    /// Called each time once it runs and the entry says so; its error ends the run. Empty: nothing.
    std::function<Result<void>()> started{};
};

/// Prepares, launches and supervises, again for as long as Exec.Restart wants it; returns the exit status of the last run. An
/// error is one of the set-up, with its setting; it has been reported to the status descriptor then.
Result<int> run_to_end(const Unit& unit, const Plan& plan, const Attendance& attendance);

/// The sandbox's entry, if it was given a name. Taken names are an error.
Result<std::optional<ledger::Ledger>> enter_ledger(const Unit& unit);

}  // namespace sandbox

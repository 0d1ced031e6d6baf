// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/ledger/ledger.hh"
#include "runtime/relay/relay.hh"
#include "unit/assignment.hh"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// What somebody asks for on a command line: a unit with arguments, or a command.
struct Invocation {
    std::string unit{};                     ///< name or path; empty: a command
    std::string name{};                     ///< --name; empty: derived
    std::vector<std::string> words{};       ///< appended to Exec.Command, as they are
    std::vector<Assignment> assignments{};  ///< of the options, after the unit's
};

/// The unit that an invocation means: found, read with its bases and drop-ins, replayed, arguments absolute.
Result<Unit> resolve(Invocation invocation);

/// What attends a sandbox while it runs, beside its supervisor.
struct Attendance {
    int status_fd = -1;                ///< gets the report; -1: nobody asked
    ledger::Ledger* entry = nullptr;   ///< is told; null: it has none
    Relay* relay = nullptr;            ///< its input and output; null: they are the caller's
    std::string log{};                 ///< the file they go to, for the entry
    /// Called in the end with why it ended, if the machine knows more than the status says; empty: nobody asked.
    std::function<void(const std::string& cause)> ended{};
    std::function<void()> started{};   ///< called once it runs and the entry says so; empty: nothing
};

/// Prepares, launches and supervises; returns the exit status. An error is one of the set-up, with its setting; it has been
/// reported to the status descriptor then.
Result<int> run_to_end(const Unit& unit, Plan plan, const Attendance& attendance);

/// The sandbox's entry, if it was given a name. Taken names are an error.
Result<std::optional<ledger::Ledger>> enter_ledger(const Unit& unit);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "child/run.hh"
#include "core/bench.hh"
#include "domains/cgroups/prepare.hh"
#include "domains/journal/sockets.hh"
#include "domains/machine/registration.hh"
#include "plan/plan.hh"
#include "runtime/launch/life_line.hh"
#include "runtime/ledger/watcher.hh"

#include <csignal>
#include <memory>
#include <optional>

namespace sandbox {

/// Of what is prepared by hand.
extern const Plan kNoPlan;

/// A plan, opened and looked up: what the child will run, and everything that it needs held open. Undoes itself.
struct Prepared {
    const Plan& plan = kNoPlan;  ///< borrowed
    Bench bench{};
    LifeLine life_line{};
    UniqueFd set_up{};     ///< in rendezvous mode: ends when the child becomes PID 1, or without that
    std::vector<child::Op> ops{};
    std::vector<std::size_t> step_of{};  ///< the step behind each op, for errors
    std::unique_ptr<bool[]> optional{};  ///< of each op: the unit calls its setting optional
    std::vector<process::Range> gaps{};
    std::unique_ptr<Island[]> islands{};  ///< room for the child's
    int clone_flags = 0;
    std::optional<Watcher> watcher{};  ///< where there are groups: removes them if we are killed
    cgroups::Workshop groups{};  ///< the sandbox's control groups; none, if no setting wants one
    std::unique_ptr<machine::Registration> machine{};  ///< at one place: a host task makes it; it goes before the groups
    journal::Sockets log_sockets{};  ///< of a private syslog, as the child names them inside; none without
    int kill_signal = SIGTERM;      ///< Exec.KillSignal
    Microseconds patience{};  ///< Exec.TimeoutStopSec
    Microseconds begin{};     ///< CLOCK_MONOTONIC just before the child was made; launch() sets it
    bool has_carrier = false;  ///< the ops before `carried` run in a process that then makes the real child
    std::size_t carried = 0;
    bool is_guest = false;   ///< strangers are inside before it: they must never see our memory, nor our descriptors
    bool is_hidden = false;  ///< the child begins where strangers see it: not dumpable (in place, and for root only)

    child::Program program();
    /// What it has outside goes from now on, which destroying it waits for. Error: systemd-machined was not told.
    Result<void> let_go();
};

/// Errors carry the step's setting and place. A step whose setting the unit calls optional is left out with a note.
/// `entry` is the sandbox's in the ledger, which is told of its groups, or null. The plan must outlive what comes of it.
Result<Prepared> prepare(const Unit& unit, const Plan& plan, ledger::Ledger* entry = nullptr);

/// Opens the life line of what is prepared by hand, and after its ops are complete has the child close all that it does not
/// keep: for a process that joins.
Result<void> open_life_line(Prepared& out);
void keep_only(Prepared& out);

}  // namespace sandbox

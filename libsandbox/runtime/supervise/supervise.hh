// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/health/health_checks.hh"
#include "runtime/launch/launch.hh"
#include "runtime/relay/relay.hh"
#include "runtime/report/report.hh"
#include "runtime/supervise/hooks.hh"
#include "runtime/supervise/lifetime.hh"
#include "runtime/supervise/oom_response.hh"
#include "runtime/supervise/post_mortem.hh"

#include <functional>

namespace sandbox {

/// What a sandbox is supervised with: by default nobody listens, and nothing is watched.
struct Supervision {
    Reading reading = Reading::all;  ///< of the report
    Relay* relay = nullptr;          ///< is worked
    Hooks* hooks = nullptr;          ///< are started
    HealthChecks* checks = nullptr;  ///< are made
    /// Is called once the command runs, where PID 1 tells (Bench::tells_begin). Its error ends the run.
    std::function<Result<void>()> begun{};
    OomResponse oom{};          ///< has watched since before the launch
    WakeUp* wake_up = nullptr;  ///< has been there since before it; null: we never stop where that must have an end
};

/// Stays with the sandbox until it ends: forwards every signal that can be handled, stops when the command stops, and
/// says how it ended. Errors are the set-up's, with their setting. Signals must be blocked (launch() did that).
Result<Report> supervise(Prepared& prepared, Child child, Supervision with = {});

}  // namespace sandbox

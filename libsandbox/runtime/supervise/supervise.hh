// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/health/health_checks.hh"
#include "runtime/launch/launch.hh"
#include "runtime/relay/relay.hh"
#include "runtime/report/post_mortem.hh"
#include "runtime/report/report.hh"
#include "runtime/supervise/hooks.hh"
#include "runtime/supervise/oom_response.hh"

#include <functional>

namespace sandbox {

using Begun = std::function<Result<void>()>;

/// Stays with the sandbox until it ends: forwards every signal that can be handled, stops when the command stops, and
/// says how it ended; works `relay`, starts `hooks` and makes `checks`, if there are any, meanwhile. Errors are the set-up's,
/// with their setting. Signals must be blocked (launch() did that).
/// `reading`: of the report. `begun` is called once the command runs, where PID 1 tells (Bench::tells_begin). `oom` has watched since
/// before the launch; the default watches nothing.
Result<Report> supervise(Prepared& prepared, Child child, Reading reading, Relay* relay = nullptr, Hooks* hooks = nullptr,
                         HealthChecks* checks = nullptr, const Begun& begun = {}, OomResponse oom = {});

}  // namespace sandbox

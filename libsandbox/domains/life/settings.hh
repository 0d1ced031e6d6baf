// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/life/spec.hh"

namespace sandbox::life {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.KillSignal", .fallback = "SIGTERM", .brief = "what asks the command to end",
     .manual = "The signal that sandbox-stop(1) sends to the command first, by its name.",
     .assign = assign::parsed<&Spec::kill_signal, parse_kill_signal>},
    {.key = "Exec.TimeoutStopSec", .kind = Kind::duration, .fallback = "10s", .brief = "how long it may take to end",
     .manual = "How long sandbox-stop(1) waits after Exec.KillSignal before it kills all that is in the sandbox. \"infinity\": "
               "until it ends.",
     .assign = assign::read<&Spec::stop_timeout, parse_time>},
};

}  // namespace sandbox::life

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/life/spec.hh"

namespace sandbox::life {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.TTY", .kind = Kind::choice, .fallback = "auto", .brief = "auto, always or never a terminal of its own",
     .manual = "The command never gets the caller's terminal. auto: where standard input is one, a new one that passes bytes on "
               "in both directions, with job control and the window's size. always: also where it is none. never: what the "
               "caller has is inherited, without job control.",
     .choices = kTerminals, .assign = assign::choice<&Spec::terminal, kTerminals>},
    {.key = "Exec.KillSignal", .fallback = "SIGTERM", .brief = "what asks the command to end",
     .manual = "The signal that the command gets first when sandbox-stop(1) or Exec.RuntimeMaxSec ends it, by its name.",
     .assign = assign::parsed<&Spec::kill_signal, parse_kill_signal>},
    {.key = "Exec.RuntimeMaxSec", .kind = Kind::duration, .fallback = "0", .brief = "how long it may run; 0: as long as it likes",
     .manual = "When the time is up the command gets Exec.KillSignal, and what is left after Exec.TimeoutStopSec is killed; the "
               "report says so. Time in which it is stopped counts. 0 or \"infinity\": no limit.",
     .assign = assign::read<&Spec::runtime_max, parse_time>},
    {.key = "Exec.TimeoutStopSec", .kind = Kind::duration, .fallback = "10s", .brief = "how long it may take to end",
     .manual = "How long the command has after Exec.KillSignal before all that is in the sandbox is killed. \"infinity\": until "
               "it ends.",
     .assign = assign::read<&Spec::stop_timeout, parse_time>},
};

}  // namespace sandbox::life

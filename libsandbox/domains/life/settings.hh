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
    {.key = "Exec.Restart", .kind = Kind::choice, .fallback = "no", .brief = "no, on-failure or always start it again",
     .manual = "Whether the sandbox is made anew when it has ended. on-failure: after a status other than 0, a signal other than "
               "SIGHUP, SIGINT, SIGTERM and SIGPIPE, a core, or the end of Exec.RuntimeMaxSec. always: after any. Never when "
               "sandbox-stop(1) ended it, or a SIGHUP, SIGINT, SIGQUIT or SIGTERM to sandbox-run; a start that fails is not "
               "repeated; and after 5 starts in 10 seconds it is given up. The exit status is the last run's.",
     .choices = kRestartPolicies, .assign = assign::choice<&Spec::restart, kRestartPolicies>},
    {.key = "Exec.RestartSec", .kind = Kind::duration, .fallback = "100ms", .brief = "the pause before it is started again",
     .manual = "How long to wait between the end and the next start. Whoever wants it to end meanwhile need not wait.",
     .assign = assign::read<&Spec::restart_pause, parse_time>},
    {.key = "Exec.Reboot", .kind = Kind::choice, .fallback = "stop", .brief = "stop or restart when it reboots itself",
     .manual = "What a reboot(2) inside means: the sandbox ends with status 0, or it is made anew after Exec.RestartSec. Halting "
               "and powering off end it. Written down, it wants what reboot(2) needs: CAP_SYS_BOOT in Security.Capabilities, no "
               "user namespace (User.PrivateUsers = \"no\"), and a SystemCalls.Profile that has the call, such as container.",
     .choices = kReboots, .assign = assign::choice<&Spec::reboot, kReboots>},
    {.key = "Report.Print", .kind = Kind::choice, .fallback = "on-failure", .brief = "on-failure, always or never tell how it ended",
     .manual = "What sandbox-run says on standard error after each run, a detached one in its log. on-failure: one line, if more is "
               "known than the exit status says: a kill for memory, the end of Exec.RuntimeMaxSec, a restart given up. always: how "
               "it ended, how long it ran, what it used, what was left out and what failed. never: nothing. An error that keeps it "
               "from starting is told in any case.",
     .choices = kPrints, .assign = assign::choice<&Spec::print, kPrints>},
    {.key = "Report.Keep", .kind = Kind::integer, .fallback = "10", .argument = "N", .brief = "how many reports are kept for sandbox-report",
     .manual = "The newest N reports of a sandbox's name stay in /var/lib/sandbox/NAME/reports, an ordinary user's below "
               "$XDG_STATE_HOME, for sandbox-report(1). 0: none. A sandbox that was given no name keeps none unless this key is "
               "written; its unit's name is taken then.",
     .assign = assign::integer<&Spec::keep, 0, 10000>},
    {.key = "Report.LogLines", .kind = Kind::integer, .fallback = "20", .argument = "N", .brief = "how many last lines of output a report holds",
     .manual = "The last N lines that the sandbox wrote are part of its report, if they went to the log of a detached one. Longer "
               "lines are cut after 1024 bytes.",
     .assign = assign::integer<&Spec::log_lines, 0, 1000>},
};

}  // namespace sandbox::life

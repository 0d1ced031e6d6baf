// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/life/spec.hh"

namespace sandbox::life {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.TTY", .kind = Kind::choice, .fallback = "auto", .brief = "auto, always or never a terminal of its own",
     .manual = "auto: the command does not get the caller's terminal. Where standard input is one, it has a new one that passes bytes "
               "on in both directions, with job control and the window's size; where only output or errors are one, what is "
               "written there goes through a new one, which nothing can be read from and whose modes are not the caller's. "
               "always: a terminal also where the caller has none; a detached sandbox has one that sandbox-exec --console connects "
               "to. never: what the caller has is inherited, to read what is typed there and to change its modes, without job control. "
               "Ctrl-] three times within a second leaves the terminal, and kills what runs on it.",
     .choices = kTerminals, .assign = assign::choice<&Spec::terminal, kTerminals>},
    {.key = "Exec.KillSignal", .fallback = "SIGTERM", .option = "kill-signal", .argument = "SIGNAL", .brief = "what asks the command to end",
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
               "SIGHUP, SIGINT, SIGTERM and SIGPIPE, a core, or the end of Exec.RuntimeMaxSec. always: after any. What a reboot inside means "
               "only Exec.Reboot says. Never after a halt or a power-off inside, nor when "
               "sandbox-stop(1) ended it, or a SIGHUP, SIGINT, SIGQUIT or SIGTERM to sandbox-run; a start that fails is not "
               "repeated; and after 5 starts in 10 seconds it is given up. The exit status is the last run's.",
     .choices = kRestartPolicies, .assign = assign::choice<&Spec::restart, kRestartPolicies>},
    {.key = "Exec.RestartSec", .kind = Kind::duration, .fallback = "100ms", .brief = "the pause before it is started again",
     .manual = "How long to wait between the end and the next start. Whoever wants it to end meanwhile need not wait.",
     .assign = assign::read<&Spec::restart_pause, parse_time>},
    {.key = "Exec.Reboot", .kind = Kind::choice, .fallback = "stop", .brief = "stop or restart when it reboots itself",
     .manual = "What a reboot(2) inside means: the sandbox ends with status 0, or it is made anew after Exec.RestartSec, which is the default with "
               "Exec.Boot. Halting and powering off end it. Written down, it wants what reboot(2) needs: CAP_SYS_BOOT in Security.Capabilities, a pid "
               "namespace, and SystemCalls.Profile = \"container\", the one that has the call. In a user namespace the kernel would refuse it, "
               "and the supervisor answers in its place; a filter inside that wants a listener of its own is refused then.",
     .choices = kReboots, .assign = assign::choice<&Spec::reboot, kReboots>},
    {.key = "Exec.NotifyReady", .kind = Kind::boolean, .fallback = "false", .brief = "ready when the init inside says so",
     .manual = "Whether the service manager that started sandbox-run (Type=notify) hears that it is ready only when PID 1 inside has sent "
               "READY=1 to $NOTIFY_SOCKET, as systemd does when all is up. Else it hears so when PID 1 runs. Needs Exec.Boot.",
     .assign = assign::boolean<&Spec::notify_ready>},
    {.key = "Health.Command", .kind = Kind::list, .brief = "program inside that says by its status whether all is well",
     .manual = "Program and arguments, never a shell, run inside as sandbox-exec(1) would run it: in all the sandbox's namespaces "
               "and groups, with its filter, capabilities and environment. Status 0 is well; anything else, or no end within "
               "Health.Timeout, is a failure. Its input is empty, and of what it prints the last line is kept. sandbox-ls(1) tells "
               "the state: starting, until it first was well; healthy; unhealthy, after Health.Retries failures in a row.",
     .assign = assign::list<&Spec::health_command, parse_word>},
    {.key = "Health.Interval", .kind = Kind::duration, .fallback = "30s", .brief = "how long after the start and after each check it is run",
     .manual = "The first check is so long after the start, each other one so long after the end of the one before.",
     .assign = assign::read<&Spec::health_interval, parse_span>},
    {.key = "Health.Timeout", .kind = Kind::duration, .fallback = "30s", .brief = "how long a check may take",
     .manual = "What has not ended by then is killed, with the processes of its group, and has failed.",
     .assign = assign::read<&Spec::health_timeout, parse_span>},
    {.key = "Health.StartPeriod", .kind = Kind::duration, .fallback = "0", .brief = "how long after the start failures do not count",
     .manual = "Checks that begin within this time of the start count only if all is well.",
     .assign = assign::read<&Spec::health_start_period, parse_time>},
    {.key = "Health.Retries", .kind = Kind::integer, .fallback = "3", .brief = "how many failures in a row make it unhealthy",
     .manual = "At least 1.", .assign = assign::integer<&Spec::health_retries, 1, 1'000'000>},
    {.key = "Health.OnFailure", .kind = Kind::choice, .fallback = "none", .brief = "none, kill, restart or stop when it is unhealthy",
     .manual = "none: it is said to be unhealthy, and checked further. kill: all of it is killed, and Exec.Restart takes it for a "
               "failure. stop: Hooks.PreDeath, with SANDBOX_REASON \"health\", then Exec.KillSignal, and SIGKILL after "
               "Exec.TimeoutStopSec; it is not started again. restart: the same, and it is started again after Exec.RestartSec "
               "whatever Exec.Restart says, but not more than 5 times in 10 seconds. The report says why it ended.",
     .choices = kOnFailures, .assign = assign::choice<&Spec::health_on_failure, kOnFailures>},
    {.key = "Report.Print", .kind = Kind::choice, .fallback = "on-failure", .brief = "on-failure, always or never tell how it ended",
     .manual = "What sandbox-run says on standard error after each run, a detached one in its log. on-failure: one line, if more is "
               "known than the exit status says: a kill for memory, the end of Exec.RuntimeMaxSec, a restart given up. always: how "
               "it ended, how long it ran, what it used, what was left out, what "
               "--explain notes and what failed. never: nothing. An error that keeps it "
               "from starting is told in any case.",
     .choices = kPrints, .assign = assign::choice<&Spec::print, kPrints>},
    {.key = "Report.Keep", .kind = Kind::integer, .fallback = "10", .argument = "N", .brief = "how many reports are kept for sandbox-report",
     .manual = "The newest N reports of a sandbox's name stay in /var/lib/sandbox/NAME/reports, an ordinary user's below "
               "$XDG_STATE_HOME, for sandbox-report(1). 0: none. A sandbox that was given no name keeps none unless it is a unit's "
               "and in the background, or this key is written; its unit's name is taken then.",
     .assign = assign::integer<&Spec::keep, 0, 10000>},
    {.key = "Report.LogLines", .kind = Kind::integer, .fallback = "20", .argument = "N", .brief = "how many last lines of output a report holds",
     .manual = "The last N lines that the sandbox wrote are part of its report, if they went to the log of a detached one or entry by "
               "entry to the journal (see Exec.StandardOutput; of one to each, half of N). What went by a stream of "
               "journald's, or to the caller, did not pass the supervisor, and the report has none: sandbox-log(1) prints the former. "
               "Longer lines are cut after 1024 bytes.",
     .assign = assign::integer<&Spec::log_lines, 0, 1000>},
};

}  // namespace sandbox::life

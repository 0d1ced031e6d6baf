// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/hooks/spec.hh"

namespace sandbox::hooks {

inline constexpr Setting kSettings[] = {
    {.key = "Hooks.PreStart", .kind = Kind::list, .brief = "program to run outside before the start",
     .manual = "Program and arguments, never a shell, found in the caller's PATH and run outside of the sandbox as the caller, with "
               "its environment and SANDBOX_NAME, SANDBOX_UNIT and SANDBOX_HOOK (the name of the key); with SANDBOX_PID, the "
               "process id of the sandbox's PID 1 out here, while there is one. Its input is empty, its output goes to "
               "sandbox-run's standard error, of a detached sandbox to the log. It runs before anything is opened or made, and "
               "is waited for; if it fails nothing is started, and the status is 125. This and all other hooks run once for each "
               "start. In a tree that Files.Bind lets be written to, the program, and what else of the words is the absolute path of a file, is "
               "read-only; a program that somebody inside could put there or exchange is refused. What such a program runs or reads by "
               "itself is its own affair.",
     .assign = assign::list<&Spec::pre_start, parse_word>},
    {.key = "Hooks.PostStart", .kind = Kind::list, .brief = "program to run outside after the start",
     .manual = "As Hooks.PreStart, when the sandbox's PID 1 runs; the command does not wait for it. What fails from here on is a "
               "note in the report. In the end what still runs of such programs has 10 seconds, and is killed then.",
     .assign = assign::list<&Spec::post_start, parse_word>},
    {.key = "Hooks.PreDeath", .kind = Kind::list, .brief = "program to run outside before it is ended",
     .manual = "As Hooks.PostStart, when Exec.RuntimeMaxSec is over, Health.OnFailure or Resources.OOMPolicy = \"stop\" ends "
               "it, or with Exec.Boot a signal asks sandbox-run to end: the command is asked to end when this program has ended, or after 10 seconds. Also once when memory that the kernel cannot take back is 90 percent of "
               "Resources.MemoryMax, which is looked at four times a second; nothing is ended for that. SANDBOX_REASON is "
               "\"time\", \"health\", \"memory\" or, of a signal, \"stop\". Refused where none of these can be.",
     .assign = assign::list<&Spec::pre_death, parse_word>},
    {.key = "Hooks.OnOOM", .kind = Kind::list, .brief = "program to run outside after a kill for memory",
     .manual = "As Hooks.PostStart, once, after the kernel has killed somebody in the sandbox for want of memory. Without a "
               "control group that has the memory controller, which Resources.MemoryMax makes, nobody would hear of that, and the key is refused.",
     .assign = assign::list<&Spec::on_oom, parse_word>},
    {.key = "Hooks.PostMortem", .kind = Kind::list, .brief = "program to run outside after the end, with the report",
     .manual = "As Hooks.PostStart, when the sandbox has ended, also when it could not be started. Its input is the report, the JSON "
               "object that --json-status-fd tells. It has 10 seconds, and is killed then.",
     .assign = assign::list<&Spec::post_mortem, parse_word>},
};

}  // namespace sandbox::hooks

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/machine/spec.hh"

namespace sandbox::machine {

inline constexpr Setting kSettings[] = {
    {.key = "Machine.Register", .kind = Kind::choice, .fallback = "auto", .option = "register", .brief = "auto, yes or no: known to machinectl",
     .manual = "Whether systemd-machined knows the sandbox as a machine, so that machinectl(1) lists it, shows it, ends it and sends "
               "it signals. auto: if --name, Machine.Name or Exec.Boot gives it a name and systemd-machined is there and takes it; "
               "else --explain or the report says why not, where there is a system bus at all. yes: or it is not started. The machine's group is a scope in machine.slice, "
               "made by systemd-machined; where the sandbox has a scope or a service of its own anyway, as with Resources on cgroup v2, it "
               "is that. machinectl "
               "terminate sends Exec.KillSignal, and kills what is left after Exec.TimeoutStopSec; Exec.Restart = \"always\" starts "
               "what has no scope of its own again. Most versions of systemd-machined take machines from root only. It costs about "
               "50 ms at the start.",
     .choices = kRegisters, .assign = assign::choice<&Spec::wanted, kRegisters>},
    {.key = "Machine.Name", .fallback = "%n, the sandbox's name", .option = "machine", .letter = 'M', .argument = "NAME", .brief = "the machine's name",
     .manual = "Letters, digits, - and single dots, 1 to 64 characters. A name that another machine has is refused by "
               "systemd-machined. Without --name it is the sandbox's name, too, also where there is no systemd-machined: by it sandbox-ls, "
               "sandbox-exec and the others know the sandbox, and what runs with it keeps a second one from it.",
     .assign = assign::parsed<&Spec::name, parse_name>},
    {.key = "Machine.Class", .kind = Kind::choice, .fallback = "container", .brief = "what machinectl calls it: container or vm",
     .manual = "The word in machinectl's list, for what runs a virtual machine inside.",
     .choices = kClasses, .assign = assign::choice<&Spec::kind, kClasses>},
};

}  // namespace sandbox::machine

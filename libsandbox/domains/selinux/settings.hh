// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/selinux/spec.hh"

namespace sandbox::selinux {

inline constexpr Setting kSettings[] = {
    {.key = "Security.SELinux", .kind = Kind::choice, .fallback = "auto", .brief = "how SELinux labels the sandbox",
     .manual = "dynamic: its processes are sbx_t (sbx_net_t with a network), its own files sbx_file_t, both with a pair of categories "
               "that no other running sandbox has: so it touches neither the host's files nor another sandbox's, whoever owns them. "
               "auto: dynamic where SELinux is enabled and the policy module sandbox is loaded, but not with Exec.Boot; where it is enabled, "
               "--explain says why there is none. static: as Security.SELinuxContext says, word by word. inherit: the caller's own context, whatever "
               "program is started. off: nothing is said to SELinux, and the policy decides. dynamic, static and inherit stop the "
               "launch where SELinux is not enabled. Files of the host that the unit binds need a label that the sandbox may use: see "
               "Security.SELinuxFileLabel. What SELinux denied is in the report.",
     .choices = kModes, .assign = assign::choice<&Spec::mode, kModes>},
    {.key = "Security.SELinuxContext", .fallback = "sbx_t, or sbx_net_t with a network", .argument = "CONTEXT", .brief = "the security context of its processes",
     .manual = "TYPE, USER:ROLE:TYPE or USER:ROLE:TYPE:LEVEL. What is left out is the caller's own (user and role) and s0. With "
               "Security.SELinux = dynamic the pair of categories is added to it, so the level may have none; static takes it as it is.",
     .assign = assign::parsed<&Spec::process, parse_context>},
    {.key = "Security.SELinuxMountContext", .fallback = "sbx_file_t", .argument = "CONTEXT", .brief = "the security context of its own file systems",
     .manual = "Of the file systems in memory that are made for the sandbox, such as / and /tmp, and all files in them. What is left "
               "out is the caller's user, object_r and the level of the processes.",
     .assign = assign::parsed<&Spec::mounts, parse_context>},
    {.key = "Security.SELinuxFileLabel", .fallback = "keep", .argument = "LABEL", .brief = "what the files that it may write to are labelled as",
     .manual = "Labels what Files.Bind names, and a Files.RootDirectory that is not read-only, with all that is below, before the "
               "sandbox starts. private: as files of this sandbox alone, anew at each start; shared: as files that any sandbox may "
               "use; or a security context. They stay so labelled; sandbox-label(1) --restore takes it back. Directories of the "
               "system, homes as a whole among them, are refused, and so is what a link leads to that somebody inside or a stranger could "
               "have made. keep: they keep their labels, and what the policy does "
               "not allow is denied.",
     .assign = assign::parsed<&Spec::files, parse_file_label>},
};

}  // namespace sandbox::selinux

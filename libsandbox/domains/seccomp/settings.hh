// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/seccomp/spec.hh"

namespace sandbox::seccomp {

inline constexpr Setting kSettings[] = {
    {.key = "SystemCalls.Profile", .kind = Kind::choice, .fallback = "default", .argument = "NAME",
     .brief = "the list of allowed system calls",
     .manual = "An allow-list by name, compiled when the project is built. default: what programs need; debug adds ptrace "
               "and its kin, perf adds perf_event_open, iouring adds io_uring, container what an init and its services "
               "need. Unknown calls answer ENOSYS, dangerous ones EPERM, calls of another ABI end the process.",
     .choices = kProfiles, .assign = assign::choice<&Spec::profile, kProfiles>, .is_required = true},
};

}  // namespace sandbox::seccomp

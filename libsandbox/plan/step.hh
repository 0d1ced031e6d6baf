// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/caps/step.hh"
#include "domains/cgroups/step.hh"
#include "domains/hooks/step.hh"
#include "domains/joining/step.hh"
#include "domains/journal/step.hh"
#include "domains/landlock/step.hh"
#include "domains/life/step.hh"
#include "domains/limits/step.hh"
#include "domains/machine/step.hh"
#include "domains/mounts/step.hh"
#include "domains/namespaces/step.hh"
#include "domains/net/step.hh"
#include "domains/process/step.hh"
#include "domains/seccomp/step.hh"
#include "domains/selinux/step.hh"
#include "domains/users/step.hh"

namespace sandbox {

/// The sum of the domains' steps.
using Body = std::variant<cgroups::Step, users::Step, namespaces::Step, mounts::Step, net::Step, caps::Step, seccomp::Step, limits::Step,
                          process::Step, joining::Step, life::Step, hooks::Step, machine::Step, journal::Step, selinux::Step, landlock::Step>;
/// One step of a plan: when, what, and whose setting asked for it.
using Step = Drafted<Body>;

/// One line: what the step does, in the user's words.
std::string describe(const Step& step);

}  // namespace sandbox

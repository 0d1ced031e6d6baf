// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/life/step.hh"

namespace sandbox::life {

/// How the unit wants to be ended.
void contribute(const Spec& spec, Contributions& out);

/// What the rest of the unit says.
struct Surroundings {
    bool can_reboot = false;  ///< the command's reboot(2) acts on its own pid namespace
    bool is_named = false;    ///< the sandbox was given a name
    bool has_unit = false;    ///< or can have its unit's
    bool is_booted = false;   ///< the command is an init
};

/// A step for each key that somebody wrote, and one for the reports of a sandbox with a name. Errors: Exec.Reboot where it
/// cannot be; Report.Keep without any name.
Result<void> plan(const Spec& spec, const Surroundings& around, Draft<Step>& out);

}  // namespace sandbox::life

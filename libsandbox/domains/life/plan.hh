// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/life/step.hh"

namespace sandbox::life {

/// A step for each key that somebody wrote. `can_reboot`: the command's reboot(2) acts on its own pid namespace. Errors:
/// Exec.Reboot without that.
Result<void> plan(const Spec& spec, bool can_reboot, Draft<Step>& out);

}  // namespace sandbox::life

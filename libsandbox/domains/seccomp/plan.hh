// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/seccomp/spec.hh"
#include "domains/seccomp/step.hh"

namespace sandbox::seccomp {

/// `reboot`: who wants to hear of reboot(2), if anybody does.
Result<void> plan(const Spec& spec, const Reason* reboot, Draft<Step>& out);

}  // namespace sandbox::seccomp

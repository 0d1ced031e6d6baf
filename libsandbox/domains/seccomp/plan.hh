// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/seccomp/spec.hh"
#include "domains/seccomp/step.hh"

namespace sandbox::seccomp {

Result<void> plan(const Spec& spec, Draft<Step>& out);

}  // namespace sandbox::seccomp

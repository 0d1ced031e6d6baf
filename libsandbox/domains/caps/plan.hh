// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/caps/spec.hh"
#include "domains/caps/step.hh"

namespace sandbox::caps {

Result<void> contribute(const Spec& spec, Contributions& out);
Result<void> plan(const Spec& spec, Draft<Step>& out);

}  // namespace sandbox::caps

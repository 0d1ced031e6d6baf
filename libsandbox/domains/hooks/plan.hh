// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/hooks/step.hh"

namespace sandbox::hooks {

/// What the rest of the plan says.
struct Surroundings {
    bool has_group = false;      ///< the sandbox has a control group of its own
    bool counts_memory = false;  ///< which has the memory controller
    bool may_be_ended = false;   ///< for its time or its health, or as an init
};

/// A step for each hook that somebody wrote. Errors: nothing can happen of which it would hear.
Result<void> plan(const Spec& spec, const Surroundings& around, Draft<Step>& out);

}  // namespace sandbox::hooks

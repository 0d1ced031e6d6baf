// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/landlock/facts.hh"
#include "domains/landlock/step.hh"

#include <string>
#include <vector>

namespace sandbox::landlock {

/// What the plan knows of the sandbox.
struct Sandbox {
    std::vector<std::string> writable{};  ///< places of its tree that are not read-only
    bool may_mount = false;               ///< by its filter
};

/// The step, if it is wanted; a note where the kernel has no Landlock. Errors: required, and it cannot be.
Result<void> plan(const Spec& spec, const Facts& facts, Sandbox sandbox, Draft<Step>& out);

}  // namespace sandbox::landlock

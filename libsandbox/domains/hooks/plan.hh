// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/hooks/step.hh"

namespace sandbox::hooks {

/// A step for each hook that somebody wrote.
Result<void> plan(const Spec& spec, Draft<Step>& out);

}  // namespace sandbox::hooks

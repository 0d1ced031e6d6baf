// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/life/step.hh"

namespace sandbox::life {

/// A step for each key that somebody wrote.
Result<void> plan(const Spec& spec, Draft<Step>& out);

}  // namespace sandbox::life

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/joining/spec.hh"
#include "domains/joining/step.hh"

namespace sandbox::joining {

/// Says which kinds of namespace are somebody else's. Errors: a kind that cannot be joined.
Result<void> contribute(const Spec& spec, Contributions& out);
void plan(const Spec& spec, Draft<Step>& out);

}  // namespace sandbox::joining

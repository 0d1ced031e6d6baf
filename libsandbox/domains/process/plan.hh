// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/process/facts.hh"
#include "domains/process/step.hh"

namespace sandbox::process {

/// Errors: no command, a variable that the loader obeys.
Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, bool has_pid_namespace,
                  Draft<Step>& out);

}  // namespace sandbox::process

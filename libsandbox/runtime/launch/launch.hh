// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "runtime/launch/prepare.hh"

namespace sandbox {

/// Starts the child. When it returns, the child has become PID 1 (in place), or is on its way (rendezvous): what went
/// wrong inside comes over the life line. All signals are blocked meanwhile and stay blocked for supervise().
Result<Child> launch(Prepared& prepared);

/// Waits until the child has become PID 1, or has ended before that: from then on its namespaces are what they will be.
/// Error: the step that failed.
Result<void> await_set_up(Prepared& prepared);

}  // namespace sandbox

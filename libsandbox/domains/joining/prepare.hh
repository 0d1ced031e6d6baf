// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/joining/op.hh"
#include "domains/joining/step.hh"

namespace sandbox::joining {

/// Opens the namespace, and for an ordinary user the user namespace that it belongs to. Errors: no such file, no namespace,
/// one of another kind, one whose owner is not ours to see.
Result<JoinOp> prepare(const JoinPath& step, Bench& bench);

}  // namespace sandbox::joining

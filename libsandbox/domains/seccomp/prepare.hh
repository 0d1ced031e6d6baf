// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/seccomp/op.hh"
#include "domains/seccomp/step.hh"

namespace sandbox::seccomp {

/// The program of a shipped profile: a constant of this binary.
Result<LoadFilterOp> prepare(const LoadFilter& step, Bench& bench);
/// Opens the line.
Result<WatchRebootOp> prepare(const WatchReboot& step, Bench& bench);

}  // namespace sandbox::seccomp

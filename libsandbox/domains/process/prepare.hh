// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/process/op.hh"
#include "domains/process/step.hh"

namespace sandbox::process {

/// Its ranges are filled in when everything that is kept is known: keep_only().
Result<CloseDescriptorsOp> prepare(const CloseDescriptors& step, Bench& bench);
Result<ResetSignalsOp> prepare(const ResetSignals& step, Bench& bench);
Result<LeaveTerminalOp> prepare(const LeaveTerminal& step, Bench& bench);
Result<OpenStandardOp> prepare(const OpenStandard& step, Bench& bench);
Result<NewKeyringOp> prepare(const NewKeyring& step, Bench& bench);
Result<ChangeDirectoryOp> prepare(const ChangeDirectory& step, Bench& bench);
Result<SetMaskOp> prepare(const SetMask& step, Bench& bench);
Result<HoldLifeLineOp> prepare(const HoldLifeLine& step, Bench& bench);
/// Argument and environment lists; for Init::builtin also a sealed copy of our PID 1. `life_line` is its descriptor.
Result<StartOp> prepare(const Start& step, Bench& bench);

/// The ranges between 0, 1, 2 and the descriptors that are kept.
std::vector<Range> gaps_between(std::vector<int> kept);

}  // namespace sandbox::process

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/limits/op.hh"
#include "domains/limits/step.hh"

#include <optional>

namespace sandbox::limits {

Result<SetLimitOp> prepare(const SetLimit& step, Bench& bench);
/// Nothing, if the caller's hard limit is high enough.
Result<std::optional<RaiseLimitOp>> prepare(const RaiseLimit& step, Bench& bench);
Result<SetNiceOp> prepare(const SetNice& step, Bench& bench);
Result<SetOomScoreOp> prepare(const SetOomScore& step, Bench& bench);
Result<SetAffinityOp> prepare(const SetAffinity& step, Bench& bench);

}  // namespace sandbox::limits

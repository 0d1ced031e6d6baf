// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <sys/resource.h>

namespace sandbox::limits {

struct SetLimitOp {
    int resource;
    rlimit64 range;
};
struct SetNiceOp {
    int value;
};
/// `text` is the number for /proc/self/oom_score_adj.
struct SetOomScoreOp {
    const char* text;
};

int apply(const SetLimitOp& op, Context& context) noexcept;
int apply(const SetNiceOp& op, Context& context) noexcept;
int apply(const SetOomScoreOp& op, Context& context) noexcept;

}  // namespace sandbox::limits

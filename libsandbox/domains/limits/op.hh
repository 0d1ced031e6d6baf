// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cstddef>
#include <sys/resource.h>

namespace sandbox::limits {

struct SetLimitOp {
    int resource;
    rlimit64 range;
};
/// The soft limit stays: the set-up's own.
struct RaiseLimitOp {
    int resource;
    rlimit64 range;
};
struct SetNiceOp {
    int value;
};
/// `text` is the number for /proc/self/oom_score_adj.
struct SetOomScoreOp {
    const char* text;
    bool only_raises = false;  ///< a higher one stays
};
/// `processors` is "0-3,7", for who joins; `mask` has a bit for each, in whole words.
struct SetAffinityOp {
    const char* processors;
    const char* mask;
    std::size_t size;
};

int apply(const SetLimitOp& op, Context& context) noexcept;
int apply(const RaiseLimitOp& op, Context& context) noexcept;
int apply(const SetNiceOp& op, Context& context) noexcept;
int apply(const SetOomScoreOp& op, Context& context) noexcept;
int apply(const SetAffinityOp& op, Context& context) noexcept;

}  // namespace sandbox::limits

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/memory_limit.hh"

#include "plan/find.hh"

#include <sys/resource.h>

namespace sandbox {

/// Null: it limits something else.
static const limits::SetLimit* as_memory_limit(const Step& step) {
    const auto* set = as<limits::Step, limits::SetLimit>(step);
    bool is_of_memory = set != nullptr && (set->resource == RLIMIT_AS || set->resource == RLIMIT_DATA || set->resource == RLIMIT_STACK);
    return is_of_memory ? set : nullptr;
}

const Step* memory_limit_of_one(const Plan& plan) {
    const Step* lowest = nullptr;
    std::uint64_t least = 0;
    for (const Step& step : plan.steps) {
        const auto* limit = as_memory_limit(step);
        if (limit == nullptr || step.reason.origin.is_fallback() || (lowest != nullptr && limit->range.soft >= least)) continue;
        lowest = &step;
        least = limit->range.soft;
    }
    return lowest;
}

}  // namespace sandbox

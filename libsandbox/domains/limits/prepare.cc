// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/prepare.hh"

#include "core/file.hh"

#include <algorithm>
#include <charconv>

namespace sandbox::limits {

Result<SetLimitOp> prepare(const SetLimit& step, Bench&) {
    SetLimitOp op{step.resource, {step.range.soft, step.range.hard}};
    if (!step.lower_to_callers) return op;
    rlimit64 own{};
    if (::prlimit64(0, static_cast<__rlimit_resource>(step.resource), nullptr, &own) < 0)
        return fail(Error::from_errno("getrlimit"));
    op.range.rlim_max = std::min(op.range.rlim_max, own.rlim_max);
    op.range.rlim_cur = std::min(op.range.rlim_cur, op.range.rlim_max);
    return op;
}

Result<SetNiceOp> prepare(const SetNice& step, Bench&) {
    return SetNiceOp{step.value};
}

Result<SetOomScoreOp> prepare(const SetOomScore& step, Bench& bench) {
    int value = step.value;
    if (step.at_least_callers) {
        auto own = TRY(read_file("/proc/self/oom_score_adj"));
        int callers = 0;
        std::from_chars(own.data(), own.data() + own.size(), callers);
        value = std::max(value, callers);
    }
    return SetOomScoreOp{bench.keep.text(std::to_string(value))};
}

}  // namespace sandbox::limits

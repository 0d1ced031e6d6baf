// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/prepare.hh"

#include "core/file.hh"

#include <algorithm>
#include <charconv>

namespace sandbox::limits {

static Result<rlimit64> own_limit(int resource) {
    rlimit64 own{};
    if (::prlimit64(0, static_cast<__rlimit_resource>(resource), nullptr, &own) < 0) return fail(Error::from_errno("getrlimit"));
    return own;
}

Result<SetLimitOp> prepare(const SetLimit& step, Bench& bench) {
    SetLimitOp op{step.resource, {step.range.soft, step.range.hard}};
    if (!step.lower_to_callers) return op;
    auto own = TRY(own_limit(step.resource));
    if (own.rlim_max < op.range.rlim_max)
        bench.left_out.push_back(describe(Step(step)) + ": the caller's own hard limit is " + std::to_string(own.rlim_max));
    op.range.rlim_max = std::min(op.range.rlim_max, own.rlim_max);
    op.range.rlim_cur = std::min(op.range.rlim_cur, op.range.rlim_max);
    return op;
}

Result<std::optional<RaiseLimitOp>> prepare(const RaiseLimit& step, Bench&) {
    auto own = TRY(own_limit(step.resource));
    if (own.rlim_max >= step.hard) return std::nullopt;
    return RaiseLimitOp{step.resource, {own.rlim_cur, step.hard}};
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
        if (callers > value)
            bench.left_out.push_back("Resources.OOMScoreAdjust: the caller's own is " + std::to_string(callers) + ", not to be lowered to " +
                                     std::to_string(value));
        value = std::max(value, callers);
    }
    return SetOomScoreOp{bench.keep.text(std::to_string(value))};
}

/// A bit for each, in words of the machine's own, as sched_setaffinity(2) takes them.
static std::string mask_of(const std::vector<NumberRange>& processors) {
    std::vector<unsigned long> words(kMostProcessors / (8 * sizeof(unsigned long)));
    std::size_t used = 0;
    for (const NumberRange& range : processors)
        for (std::size_t number = range.first; number <= range.last; ++number) {
            std::size_t word = number / (8 * sizeof(unsigned long));
            words[word] |= 1ul << number % (8 * sizeof(unsigned long));
            used = std::max(used, word + 1);
        }
    return {reinterpret_cast<const char*>(words.data()), used * sizeof(unsigned long)};
}

Result<SetAffinityOp> prepare(const SetAffinity& step, Bench& bench) {
    auto mask = mask_of(step.processors);
    auto size = mask.size();
    return SetAffinityOp{bench.keep.text(print(step.processors)), bench.keep.text(std::move(mask)), size};
}

}  // namespace sandbox::limits

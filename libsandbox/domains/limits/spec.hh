// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/text.hh"
#include "core/value.hh"

#include <array>
#include <cstdint>
#include <string_view>
#include <sys/resource.h>

/// Limits and priorities that belong to processes, not to groups.
namespace sandbox::limits {

/// setrlimit(2)'s pair; RLIM_INFINITY for "infinity".
struct Range {
    std::uint64_t soft = RLIM_INFINITY;
    std::uint64_t hard = RLIM_INFINITY;
    bool operator==(const Range&) const = default;
};

/// One rlimit; `is_set` tells a default of ours from a limit that is left as the caller has it.
struct Limit {
    Range range{};
    bool is_set = false;
    bool operator==(const Limit&) const = default;
};

/// As many processors as the kernel can be built for.
inline constexpr std::uint64_t kMostProcessors = 8192;

/// Who goes first when memory is short, and gets least of what is shared.
enum class Tier { batch, app, system };
inline constexpr std::string_view kTiers[] = {"batch", "app", "system"};

struct Spec {
    Given<Limit> as{}, core{{{0, 0}, true}}, cpu{}, data{}, fsize{}, locks{}, memlock{{{65536, 65536}, true}}, msgqueue{},
        nice{{{0, 0}, true}}, nofile{{{1024, 4096}, true}}, nproc{}, rss{}, rtprio{{{0, 0}, true}}, rttime{},
        sigpending{}, stack{};
    Given<std::int64_t> tasks_max{512};
    Given<int> niceness{0};
    Given<int> oom_score_adjust{100};
    Given<Tier> tier{Tier::app};
    GivenList<NumberRange> cpu_affinity{};
};

/// "SOFT:HARD" or one number for both; numbers are plain, "infinity", or sizes with K, M, G where bytes are meant.
Result<Limit> parse_limit(const Value& value);
/// "0-3" or "7" or 7: processors, numbered from 0.
Result<NumberRange> parse_processors(const Value& value);

}  // namespace sandbox::limits

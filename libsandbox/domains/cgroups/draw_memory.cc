// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

std::string v2_text(std::uint64_t bytes) {
    return bytes == kNoLimit ? "max" : std::to_string(bytes);
}

/// cgroup v1 takes whole numbers only, and -1 for none.
std::string v1_text(std::uint64_t bytes) {
    return bytes == kNoLimit ? "-1" : std::to_string(bytes);
}

Error not_on_v1(const Reason& reason) {
    return Error::impossible("cgroup v1 has nothing like it; this host has its memory controller there").at(reason.origin, reason.setting);
}

struct Row {
    std::string_view key;
    const char* file;
    Given<Amount> Spec::*member;
};

/// What only cgroup v2 knows.
constexpr Row kUnifiedOnly[] = {
    {"Resources.MemoryMin", "memory.min", &Spec::memory_min},
    {"Resources.MemoryLow", "memory.low", &Spec::memory_low},
    {"Resources.MemoryHigh", "memory.high", &Spec::memory_high},
    {"Resources.MemoryZSwapMax", "memory.zswap.max", &Spec::memory_zswap_max},
};

Result<void> draw_unified_only(const Spec& spec, std::uint64_t machine, Drawing& drawing) {
    for (const Row& row : kUnifiedOnly) {
        const auto& given = spec.*row.member;
        if (!given.is_given()) continue;
        Reason reason{row.key, given.origin};
        auto spot = *TRY(drawing.spot("memory", reason));
        if (spot.is_v1()) return fail(not_on_v1(reason));
        drawing.set(spot, "memory", {{row.file, v2_text(given->bytes_of(machine))}}, reason);
    }
    return {};
}

void draw_standing(const Spec& spec, const Standing& standing, std::uint64_t machine, Drawing& drawing) {
    if (spec.memory_low.is_given() || standing.memory_low_percent == 0) return;
    auto spot = drawing.wish("memory", standing.reason);
    if (!spot) return;
    if (spot->is_v1()) return drawing.note("cgroup v1 has nothing like memory.low; this host has its memory controller there", standing.reason);
    drawing.suggest(*spot, "memory", {{"memory.low", v2_text(machine * standing.memory_low_percent / 100)}}, standing.reason);
}

/// v1 limits memory and swap together.
Result<void> draw_swap_v1(const Spec& spec, std::uint64_t memory, Drawing::Spot spot, Drawing& drawing) {
    Reason reason{"Resources.MemorySwapMax", spec.memory_swap_max.origin};
    auto swap = spec.memory_swap_max->bytes;
    if (spec.memory_swap_max->percent != 0 || (memory == kNoLimit && swap != kNoLimit)) {
        if (!spec.memory_swap_max.is_given()) return {};
        return fail(Error::impossible("cgroup v1 limits memory and swap together: it needs bytes, and a Resources.MemoryMax")
                        .at(reason.origin, reason.setting));
    }
    auto sum = memory + std::min(swap, kNoLimit - memory);
    drawing.set(spot, "memory", {{"memory.memsw.limit_in_bytes", v1_text(sum)}}, reason);
    return {};
}

Result<void> draw_limits(const Spec& spec, std::uint64_t machine, Drawing& drawing) {
    Reason reason{"Resources.MemoryMax", spec.memory_max.origin};
    Reason swap_reason{"Resources.MemorySwapMax", spec.memory_swap_max.origin};
    auto spot = TRY(drawing.spot("memory", reason));
    if (!spot) {
        if (spec.memory_swap_max.is_given()) TRY(drawing.spot("memory", swap_reason));
        return {};
    }
    auto memory = spec.memory_max->bytes_of(machine);
    if (spot->is_v1()) {
        drawing.set(*spot, "memory", {{"memory.limit_in_bytes", v1_text(memory)}}, reason);
        return draw_swap_v1(spec, memory, *spot, drawing);
    }
    drawing.set(*spot, "memory", {{"memory.max", v2_text(memory)}}, reason);
    drawing.set(*spot, "memory", {{"memory.swap.max", v2_text(spec.memory_swap_max->bytes_of(machine))}}, swap_reason);
    return {};
}

}  // namespace

Result<void> draw_memory(const Spec& spec, const Standing& standing, std::uint64_t machine, Drawing& drawing) {
    TRY(draw_limits(spec, machine, drawing));
    TRY(draw_unified_only(spec, machine, drawing));
    draw_standing(spec, standing, machine, drawing);
    Reason reason{"Resources.OOMPolicy", spec.oom_policy.origin};
    auto spot = TRY(drawing.spot("memory", reason));
    // v1 has no such file: there the supervisor sees to it.
    if (spot && !spot->is_v1() && *spec.oom_policy == OomPolicy::kill)
        drawing.set(*spot, "memory", {{"memory.oom.group", "1"}}, reason);
    return {};
}

}  // namespace sandbox::cgroups

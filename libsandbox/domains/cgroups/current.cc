// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/current.hh"

#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <cerrno>
#include <optional>

namespace sandbox::cgroups {
namespace {

/// The group that has the controller, or null: then the plan says so.
const Group* group_with(std::string_view controller, std::span<const Seat> seats) {
    auto seat = std::ranges::find_if(seats, [&](const Seat& each) { return std::ranges::find(each.controllers, controller) != each.controllers.end(); });
    return seat == seats.end() ? nullptr : &seat->group;
}

Result<std::uint64_t> number_in_file(const Group& group, std::string_view file) {
    auto text = TRY(read(group, file));
    text.resize(std::min(text.size(), text.find('\n')));
    if (auto number = parse_number(text)) return *number;
    return fail(Error::impossible(group.directory() + "/" + std::string(file) + ": " + quote(text) + " is no number"));
}

/// A limit of v1's memory, which writes none as the largest number of whole pages.
Result<std::uint64_t> limit_v1(const Group& group, std::string_view file) {
    constexpr std::uint64_t kNone = 0x7ffffffffffff000;
    auto limit = TRY(number_in_file(group, file));
    return limit >= kNone ? kNoLimit : limit;
}

/// What of memory with swap is swap's. No limit of both where memory has none says nothing of swap: the fallback holds.
std::uint64_t allowance_of(std::uint64_t memory, std::uint64_t both, std::uint64_t fallback) {
    if (memory == kNoLimit) return fallback;
    return both == kNoLimit ? kNoLimit : both - std::min(both, memory);
}

/// v1 limits memory, and memory with swap: each of our two settings needs the other.
Result<void> fill_memory(Spec& spec, std::span<const Seat> seats) {
    const Group* group = group_with("memory", seats);
    bool is_half = spec.memory_max.is_given() != spec.memory_swap_max.is_given();
    if (!is_half || group == nullptr || group->version == Version::v2) return {};
    auto both = limit_v1(*group, "memory.memsw.limit_in_bytes");
    if (!both && both.error().code() == ENOENT) return {};  // a kernel that counts no swap
    if (!both) return fail(std::move(both).error());
    auto memory = TRY(limit_v1(*group, "memory.limit_in_bytes"));
    if (spec.memory_swap_max.is_given()) {
        spec.memory_max.value = {.bytes = memory};
        return {};
    }
    bool is_lifted = *spec.memory_max == Amount{};
    spec.memory_swap_max.value = {.bytes = is_lifted ? kNoLimit : allowance_of(memory, *both, spec.memory_swap_max->bytes)};
    return {};
}

struct Bandwidth {
    std::optional<std::uint64_t> quota;  ///< microseconds in each period; none: no limit
    std::uint64_t period = 0;
};

Result<Bandwidth> bandwidth_of(const Group& group) {
    bool is_v1 = group.version == Version::v1;
    auto quota_text = TRY(read(group, is_v1 ? "cpu.cfs_quota_us" : "cpu.max"));
    auto period_text = is_v1 ? TRY(read(group, "cpu.cfs_period_us")) : quota_text.substr(quota_text.find(' ') + 1);
    auto period = parse_number(std::string_view(period_text).substr(0, period_text.find('\n')));
    if (!period || *period == 0) return fail(Error::impossible(group.directory() + ": " + quote(period_text) + " is no period of a quota"));
    // "-1" and "max" are no numbers.
    return Bandwidth{parse_number(std::string_view(quota_text).substr(0, quota_text.find_first_of(" \n"))), *period};
}

/// As a share of its period, rounded to the nearest.
Quota quota_of(const Bandwidth& bandwidth) {
    if (!bandwidth.quota) return kNoQuota;
    return static_cast<Quota>(std::max<std::uint64_t>(1, (*bandwidth.quota * 10000 + bandwidth.period / 2) / bandwidth.period));
}

/// A quota is written with its period.
Result<void> fill_processor(Spec& spec, std::span<const Seat> seats) {
    const Group* group = group_with("cpu", seats);
    if (spec.cpu_quota.is_given() == spec.cpu_quota_period.is_given() || group == nullptr) return {};
    auto bandwidth = TRY(bandwidth_of(*group));
    if (spec.cpu_quota.is_given()) spec.cpu_quota_period = {std::chrono::microseconds(bandwidth.period), spec.cpu_quota.origin};
    // What no limit is measured over, nobody sees: that stays the mistake it is.
    else if (bandwidth.quota) spec.cpu_quota = {quota_of(bandwidth), spec.cpu_quota_period.origin};
    return {};
}

}  // namespace

Result<void> fill_from_groups(Spec& spec, std::span<const Seat> seats) {
    TRY(fill_processor(spec, seats));
    return fill_memory(spec, seats);
}

}  // namespace sandbox::cgroups

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/current.hh"

#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <cerrno>

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

}  // namespace

Result<void> fill_from_groups(Spec& spec, std::span<const Seat> seats) {
    return fill_memory(spec, seats);
}

}  // namespace sandbox::cgroups

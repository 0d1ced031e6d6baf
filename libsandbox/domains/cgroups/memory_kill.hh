// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/figures.hh"

namespace sandbox::cgroups {

/// Whose limit it was that somebody was killed for.
enum class LimitOwner {
    own,       ///< the sandbox's group, or one below it
    ancestor,  ///< a group above
    machine,   ///< none: the machine had no memory left
    outside,   ///< an ancestor or the machine: the kernel's log, which says it, is not ours to read
};
std::string_view name_of(LimitOwner owner);
/// The owner of this name; `outside` of any other.
LimitOwner owner_of(std::string_view name);

/// A kill by the kernel for want of memory.
struct MemoryKill {
    LimitOwner owner = LimitOwner::outside;
    std::string limit_group{};  ///< of own and ancestor: the group whose limit was reached, from the hierarchy's root
    std::string victim{};       ///< its name, as the kernel has it; empty if not known
    pid_t pid = 0;              ///< on the host; 0 if not known
    std::uint64_t count = 0;    ///< how many were killed in the group
    bool operator==(const MemoryKill&) const = default;
};

/// A record of /dev/kmsg in which the kernel tells of a kill in this group, or nothing.
std::optional<MemoryKill> parse_kill(std::string_view record, const Group& group);

/// The last kill in the sandbox's groups since `start` (CLOCK_MONOTONIC, microseconds); nothing, if nobody was killed.
std::optional<MemoryKill> find_memory_kill(std::span<const Group> groups, std::span<const Figure> figures, std::uint64_t start);

}  // namespace sandbox::cgroups

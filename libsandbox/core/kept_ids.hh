// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

/// Host ids of files that systems with ids of their own leave behind: no process ever has one, so that a set-user-ID file that was made
/// inside gives nobody anything outside. Each directory has a block of its own. Beyond systemd's range for containers, and before
/// those that it keeps for files (systemd.io, "Users, Groups, UIDs and GIDs").
namespace sandbox::kept_ids {

inline constexpr std::uint32_t kBlock = 65536;
inline constexpr std::uint32_t kFirst = 0x70000000;
inline constexpr std::uint32_t kEnd = 0x7ffe0000;

constexpr bool has(std::uint32_t id) {
    return id >= kFirst && id < kEnd;
}
/// The first of the block that the id is in.
constexpr std::uint32_t block_of(std::uint32_t id) {
    return id - id % kBlock;
}

}  // namespace sandbox::kept_ids

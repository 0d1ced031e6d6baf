// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/selinux/spec.hh"

#include <cstdint>

namespace sandbox::selinux {

/// The types of policies/selinux.
inline constexpr std::string_view kType = "sbx_t";
inline constexpr std::string_view kNetworkType = "sbx_net_t";
inline constexpr std::string_view kFileType = "sbx_file_t";
inline constexpr std::string_view kTerminalType = "sbx_devpts_t";

/// What is wanted, with the caller's user and role and `type` where it says nothing. Its level has no categories then.
SecurityContext process_context(const SecurityContext& wanted, const SecurityContext& own, std::string_view type);
/// The same of files: the caller's user, object_r and `level`.
SecurityContext file_context(const SecurityContext& wanted, const SecurityContext& own, std::string_view type, std::string_view level);

/// "s0" of "s0-s0:c0.c1023": the sensitivity alone.
std::string sensitivity(std::string_view level);

/// Whether the label of this path and of all that is below is no sandbox's business: "/", "/usr", "/usr/bin", "/home/ann".
bool is_systems(std::string_view path);

/// How many pairs of different categories c0 to c1023 there are.
inline constexpr std::uint32_t kCategories = 1024;
inline constexpr std::uint32_t kPairs = kCategories * (kCategories - 1) / 2;

/// Two categories, the lower first.
struct CategoryPair {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    bool operator==(const CategoryPair&) const = default;
};
/// The pair with a number below kPairs; another number is another pair.
CategoryPair pair_of(std::uint32_t number);
/// "c12,c345"
std::string print(const CategoryPair& pair);

}  // namespace sandbox::selinux

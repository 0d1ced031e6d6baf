// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <cstdint>
#include <string>

/// Who the payload is: ids inside, their map to the host, the names in /etc/passwd.
namespace sandbox::users {

/// `count` ids from `inside` are the host's from `outside`.
struct IdRange {
    std::uint32_t inside = 0;
    std::uint32_t outside = 0;
    std::uint32_t count = 1;
    bool operator==(const IdRange&) const = default;
};

/// User.PrivateUsers.
struct PrivateUsers {
    enum class Mode { automatic, no, self, pick, range } mode = Mode::automatic;
    IdRange range{};  ///< of Mode::range: inside is 0
    bool operator==(const PrivateUsers&) const = default;
};

struct Spec {
    Given<std::string> user{"user"};
    Given<std::string> group{""};
    Given<PrivateUsers> private_users{};
    GivenList<IdRange> map{};
    GivenList<IdRange> group_map{};
};

inline constexpr std::uint32_t kUserId = 1000;
/// nobody, and the group nogroup, of the passwd and group files that we make.
inline constexpr std::uint32_t kNobody = 65534;
/// How many ids a sandbox with PrivateUsers = "pick" leases.
inline constexpr std::uint32_t kPickedIds = 65536;

Result<PrivateUsers> parse_private_users(std::string_view text);
/// [inside, outside, count], three integers.
Result<IdRange> parse_range(const Value& value);

}  // namespace sandbox::users

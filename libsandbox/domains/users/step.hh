// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/users/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::users {

/// Root's child takes a leased host id, before it makes the user namespace.
struct BecomeLeased {
    bool operator==(const BecomeLeased&) const = default;
};

/// The child maps its one id itself: "inside outside 1". `own_id` is false for a leased id, known only when it is leased.
struct MapSelf {
    std::uint32_t user = kUserId;
    std::uint32_t group = kUserId;
    std::uint32_t outside_user = 0;
    std::uint32_t outside_group = 0;
    bool own_id = true;
    bool operator==(const MapSelf&) const = default;
};

/// The launcher maps several ranges from outside while the child waits (rendezvous). A leased map has outside = 0, moved
/// to where the lease is.
struct MapByHost {
    std::vector<IdRange> users{};
    std::vector<IdRange> groups{};
    bool leased = false;
    bool by_helper = false;  ///< newuidmap and newgidmap, for a caller that is not root
    std::uint32_t user = kUserId;   ///< who the command will be, inside
    std::uint32_t group = kUserId;
    bool operator==(const MapByHost&) const = default;
};

/// The child becomes the user inside, without supplementary groups. It keeps its capabilities until they are dropped.
struct BecomeUser {
    std::uint32_t user = kUserId;
    std::uint32_t group = kUserId;
    bool operator==(const BecomeUser&) const = default;
};

/// Whether the ids from 0 inside, both of users and groups, are as many of the host's from one on.
inline bool is_one_range(const MapByHost& map) {
    return map.users.size() == 1 && map.users == map.groups && map.users[0].inside == 0;
}

using Step = std::variant<BecomeLeased, MapSelf, MapByHost, BecomeUser>;

/// One line for --explain and for errors.
std::string describe(const Step& step);

}  // namespace sandbox::users

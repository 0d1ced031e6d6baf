// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"
#include "domains/users/spec.hh"

#include <string>

namespace sandbox::users {

struct Facts {
    Fact<std::int64_t> uid{};     ///< the caller's effective user id
    Fact<std::int64_t> gid{};     ///< and group id
    Fact<std::int64_t> groups{};  ///< how many supplementary groups other than gid it has
    /// "UID:GID:HOME" of Exec.User in the root's own /etc/passwd; empty: no such user.
    Fact<std::string> account{};
    /// The id of Exec.Group in the root's own /etc/group; empty: no such group.
    Fact<std::string> group{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("uid", uid);
        visit("gid", gid);
        visit("groups", groups);
        visit("account", account);
        visit("group", group);
    }
    bool operator==(const Facts&) const = default;
};

/// Marks the facts that a plan for this spec will read.
void need(const Spec& spec, Facts& facts);
/// Asks the machine for what is marked. `root_directory` is where names are looked up; never followed out of it.
Result<void> probe(const Spec& spec, const std::string& root_directory, Facts& facts);

}  // namespace sandbox::users

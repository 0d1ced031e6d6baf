// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"

#include <optional>
#include <sys/types.h>

namespace sandbox::cgroup {

/// USER:GROUP; what is not said stays whoever asks.
struct Owner {
    std::optional<uid_t> user{};
    std::optional<gid_t> group{};

    bool is_given() const { return user || group; }
};

/// Whose a group is, and who may do what with it: cgcreate's options, `perm` of cgconfig.conf(5).
struct Permissions {
    Owner admin{};                     ///< the directory and its files
    Owner task{};                      ///< the file that processes are moved by
    std::optional<mode_t> directory{};
    std::optional<mode_t> files{};
    std::optional<mode_t> tasks{};
};

/// "user", "user:group" or ":group", by name or number. The error is libcgroup's sentence: "can't find uid of user X.".
std::expected<Owner, std::string> parse_owner(std::string_view text);
/// Three or four octal digits.
std::optional<mode_t> parse_permission(std::string_view text);

/// Gives a group, with all below it, to its owner. Modes of files are masked by the bits that the kernel gave their owner.
Outcome<> set_permissions(const Group& group, const Permissions& permissions);

/// Makes the group in every hierarchy of the spec, with its parents, controllers (v2) and permissions. `made`: gets what was
/// not there before, also if something fails.
Outcome<> create(const Mounts& mounts, const Spec& spec, const Permissions& permissions, std::vector<Group>* made = nullptr);

}  // namespace sandbox::cgroup

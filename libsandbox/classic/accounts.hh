// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/idmap.hh"

#include <optional>
#include <string>
#include <string_view>

/// passwd(5), group(5), subuid(5). Names that the files do not have are looked up by getent(1): NSS needs libraries.
namespace sandbox::classic {

/// The fields of the line of `text` (passwd or group) whose name is `key` or whose id is the decimal `key`.
/// A name wins over a number, as getpwnam(3) does.
std::vector<std::string> find_account(std::string_view text, std::string_view key);

/// A user by name or number, or a group; a number needs no account.
std::optional<unsigned> parse_user(std::string_view text);
std::optional<unsigned> parse_group(std::string_view text);

/// What the user or the group is called; its number, if there is no such account.
std::string user_name(unsigned uid);
std::string group_name(unsigned gid);
/// The fields of a group's line, NAME:PASSWORD:ID:MEMBERS; none: there is no such group.
std::vector<std::string> find_group(std::string_view name);

/// The login shell of a user, of /etc/passwd alone; "" if there is none.
std::string shell_of(unsigned uid);

/// The first block of subordinate ids that belongs to the user, by name or by number.
std::optional<IdRange> find_block(std::string_view text, std::string_view user, unsigned uid);
/// The block of the user in the file (/etc/subuid, /etc/subgid), mapped to itself.
Result<IdRange> read_block(const char* path, unsigned uid);

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/users/spec.hh"

namespace sandbox::users {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.User", .kind = Kind::text, .fallback = "user", .option = "user", .letter = 'u', .argument = "USER",
     .brief = "who the command is inside: a name or a number",
     .manual = "The user inside the sandbox. \"user\" is 1000, \"root\" is 0, \"nobody\" 65534; with Files.RootDirectory other names are "
               "looked up in the root's own /etc/passwd, which is read as data; the host's are not looked up. Whoever it is inside, on the host it is "
               "the caller, or for root one leased id that nothing else has.",
     .assign = assign::text<&Spec::user>, .is_required = true},
    {.key = "Exec.Group", .kind = Kind::text, .fallback = "the user's", .argument = "GROUP",
     .brief = "the command's group inside: a name or a number",
     .manual = "The group inside the sandbox: a number, or a name of the group file that we make there: \"root\" is 0, \"nogroup\" 65534, and "
               "\"user\" the group of Exec.User = \"user\". With Files.RootDirectory other names are looked up in the root's own /etc/group, which "
               "is read as data; the host's are not looked up. Empty: the user's own.",
     .assign = assign::text<&Spec::group>, .is_required = true},
    {.key = "User.PrivateUsers", .kind = Kind::text, .fallback = "auto", .option = "private-users", .letter = 'U',
     .argument = "MODE", .alone = "pick", .brief = "map of ids: auto, no, self, pick, START:COUNT",
     .manual = "auto: one id, the caller's own for an ordinary user, a leased one for root. self: the caller's own id also "
               "for root. pick: 65536 leased ids (root only). START:COUNT: these host ids from 0 inside (root only). no: no "
               "user namespace (root only): the command then runs as a user of the host, and only mounts, capabilities and "
               "the seccomp filter hold it. -U, and the option without =MODE, is pick.",
     .assign = assign::parsed<&Spec::private_users, parse_private_users>, .is_required = true},
    {.key = "User.Map", .kind = Kind::list, .brief = "user ids by hand: [inside, outside, count]",
     .manual = "A list of [inside, outside, count]. An ordinary user needs newuidmap and a range in /etc/subuid that "
               "covers it. Costs a handshake with the launcher. The group ids follow unless User.GroupMap is given. It "
               "is refused beside any User.PrivateUsers but auto.",
     .assign = assign::list<&Spec::map, parse_range>, .is_required = true},
    {.key = "User.GroupMap", .kind = Kind::list, .brief = "group ids by hand: [inside, outside, count]",
     .manual = "As User.Map, for groups (newgidmap, /etc/subgid).",
     .assign = assign::list<&Spec::group_map, parse_range>, .is_required = true},
};

}  // namespace sandbox::users

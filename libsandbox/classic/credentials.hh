// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string_view>

namespace sandbox::classic {

/// setgroups(2) with no groups; -errno.
int drop_groups() noexcept;

/// setgid(2) and setuid(2) of this process, which has one thread.
Result<void> set_gid(unsigned gid);
Result<void> set_uid(unsigned uid);

/// "uid:gid": whose a new user namespace is.
struct Owner {
    unsigned uid;
    unsigned gid;
};
Result<Owner> parse_owner(std::string_view text);

/// Becomes the owner, groups first. What /proc/self shows stays ours, for the maps are written through it.
Result<void> become(const Owner& owner);

/// Makes every permitted capability inheritable and ambient, so that the program keeps it: capabilities(7).
Result<void> keep_capabilities();

}  // namespace sandbox::classic

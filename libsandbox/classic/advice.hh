// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace sandbox::classic {

/// What of the machine can forbid a namespace or a map, as its files say it; empty where there is no such file.
struct Restrictions {
    std::string max_user_namespaces{};   ///< /proc/sys/user/max_user_namespaces
    std::string unprivileged_clone{};    ///< /proc/sys/kernel/unprivileged_userns_clone (Debian)
    std::string apparmor_userns{};       ///< /proc/sys/kernel/apparmor_restrict_unprivileged_userns (Ubuntu)
    std::string masked_proc{};           ///< a mount below /proc, which hides a part of it
    bool has_others_pids = false;        ///< the process namespace belongs to another user namespace than the caller's
    bool is_chrooted = false;            ///< the root directory is not the root of its mount
};
Restrictions read_host();

/// Why a call failed and what would help, for a person: one clause, or "" if nothing is known.
std::string advice_for(std::string_view message, const Restrictions& host);

}  // namespace sandbox::classic

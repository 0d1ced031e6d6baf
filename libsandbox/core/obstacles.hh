// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

/// What of a machine stands in the way of namespaces: looked at once something was refused, to say why.
namespace sandbox {

/// The text of a sysctl's file below /proc/sys, without its newline; "" if there is none.
std::string sysctl_text(const char* path);

/// /proc/self/mountinfo; "" if it cannot be read.
std::string own_mounts();

/// The mount that covers a part of /proc, by its mount point in a text of mountinfo: the kernel mounts no other /proc then
/// (mount_too_revealing() in fs/namespace.c). "" if there is none.
std::string proc_mask(std::string_view mountinfo);

/// Whether the root of the one that the mountinfo is of is somewhere inside a mount: the kernel makes no user namespace then (EPERM).
bool is_in_chroot(std::string_view mountinfo);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>
#include <string_view>

namespace sandbox::classic {

/// mount_namespaces(7)'s flags for a word of --propagation; 0: "unchanged".
std::optional<unsigned long> parse_propagation(std::string_view word);

/// Sets the propagation of all mounts, recursively.
Result<void> set_propagation(unsigned long flags);

/// Mounts proc(5) without set-user-ID programs, devices and executables. `isolate`: makes what is mounted there private
/// first, for the mount would travel to where the caller's mounts are shared.
Result<void> mount_proc(const char* directory, bool isolate);

/// Where programs look for it.
inline constexpr const char* kBinfmtDirectory = "/proc/sys/fs/binfmt_misc";

/// Mounts binfmt_misc, and hands `interpreter` (":name:type:offset:magic:mask:interpreter:flags") to it if there is one.
Result<void> mount_binfmt(const char* directory, const char* interpreter);

/// Whether the kernel opens the interpreter when it is registered: the flag F.
bool opens_at_once(std::string_view interpreter);

/// chroot(2), then chdir(2); null: neither. A new root without a directory starts at its "/".
Result<void> change_root(const char* root, const char* directory);

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <sys/types.h>

namespace sandbox::classic {

/// Whether SELinux is on: selinuxfs(8) is mounted.
bool is_selinux_enabled() noexcept;

/// The next exec gets the target's SELinux context: setexeccon(3), without the library.
Result<void> follow_context(pid_t target);

}  // namespace sandbox::classic

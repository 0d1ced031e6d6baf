// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <sys/types.h>

namespace sandbox {

/// One line for --json-status-fd: {"event":"started","pid":N,"namespaces":{"mnt":INODE,…}}. `pid` is the sandbox's PID 1,
/// not yet reaped. A namespace that may not be looked at is left out.
std::string started_json(pid_t pid);

}  // namespace sandbox

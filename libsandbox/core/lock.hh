// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <chrono>
#include <string>

namespace sandbox {

/// flock(2) with LOCK_EX, for which nobody waits longer than that: whoever can open the file for reading can lock it.
/// Error: somebody has it (EWOULDBLOCK); it names `path`.
Result<void> lock_within(int fd, std::chrono::milliseconds patience, const std::string& path);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

namespace sandbox::process {

/// Our PID 1, ready to be executed: a sealed copy in memory, which no payload can write to, or where the machine forbids
/// executable memory files (vm.memfd_noexec = 2) the installed file.
Result<UniqueFd> open_init();

}  // namespace sandbox::process

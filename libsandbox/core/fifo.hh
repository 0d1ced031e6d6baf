// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>

namespace sandbox {

/// Opens a fifo, which `fifo` has open already, be it by O_PATH, and waits for its other end as open(2) does (fifo(7)). A signal that
/// asks us to end (ending_signals) ends the wait, also while it is held, and stays pending.
/// Errors: such a signal; open(2)'s with their code. They name `path`.
Result<UniqueFd> open_fifo(int fifo, int flags, const std::string& path);

}  // namespace sandbox

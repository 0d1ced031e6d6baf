// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/find.hh"

namespace sandbox {

/// Connects our standard input and output with the terminal of a detached sandbox until it ends (its exit status), somebody
/// leaves by ^]^]^] or our input ends (0), or a signal asks us to (128+n). Errors: it has no terminal, or somebody else is at it.
Result<int> attach_console(const ledger::Running& sandbox);

}  // namespace sandbox

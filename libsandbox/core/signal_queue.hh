// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

namespace sandbox {

/// Every signal that is blocked, as a descriptor that does not block.
Result<UniqueFd> open_signals();
/// The next of them; 0 if none waits.
int next_signal(int signals);
/// Whether a signal to us is meant for the command: not those that tell of our own state, nor what our caller ignores, as
/// nohup(1) does and a shell for its background jobs.
bool is_for_command(int signal);

/// Whether it asks for an end rather than for anything else.
bool asks_for_end(int signal);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// As write_all(), for who has the signals that ask it to end blocked (hold_ending_signals()): where nobody reads for a while, one of them
/// ends the wait, and stays pending. Anybody else is ended by them as by every write. Error: such a signal too.
Result<void> write_interruptibly(int fd, std::string_view bytes, const std::string& name);

}  // namespace sandbox

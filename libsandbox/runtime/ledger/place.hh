// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>

namespace sandbox::ledger {

/// Where the caller's entries are: /run/sandbox/by-name, or below $XDG_RUNTIME_DIR. Errors: an ordinary user without that
/// variable, or with one that is no absolute path.
Result<std::string> place();

/// The same below a directory for what is gone at the next boot.
inline std::string place_below(const std::string& runtime) { return runtime + "/sandbox/by-name"; }

/// The directory, made if it is missing, with its lock. While it is held no entry is made, swept or removed but by us; who
/// has it does not wait for anybody who might want it. Errors as place(), and: not the caller's own, a read-only /run,
/// held by somebody for many seconds.
Result<UniqueFd> lock_place();

}  // namespace sandbox::ledger

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/unit.hh"

namespace sandbox {

/// What Exec.Boot makes of settings that nobody wrote: each is as if written where that is. Error: Exec.Init = "builtin" was.
Result<void> boot_defaults(Unit& unit);

}  // namespace sandbox

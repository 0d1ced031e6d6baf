// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/unit.hh"

#include <span>

namespace sandbox {

/// What Exec.Boot makes of settings that nobody wrote: each is as if written where that is. Error: Exec.Init = "builtin" was.
Result<void> boot_defaults(Unit& unit);

/// The capabilities that an init keeps by default, by number; with a network of its own CAP_NET_ADMIN, too.
std::span<const unsigned> boot_capabilities();

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/unit.hh"

#include <vector>

namespace sandbox {

/// What Exec.Boot makes of settings that nobody wrote: each is as if written where that is. Error: Exec.Init = "builtin" was.
Result<void> boot_defaults(Unit& unit);

/// What of a sandbox decides what its init may do.
struct BootedIn {
    bool is_host_root = false;  ///< it has no user namespace
    bool has_own_network = false;
};
/// The capabilities that an init keeps by default, by number.
std::vector<unsigned> boot_capabilities(const BootedIn& sandbox);

}  // namespace sandbox

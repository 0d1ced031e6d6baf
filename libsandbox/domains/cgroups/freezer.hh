// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/facts.hh"

#include <span>
#include <string>

namespace sandbox::cgroups {

/// Stops every process of the groups where it is, or lets them go on. Errors: none of them has a freezer.
Result<void> freeze(std::span<const Seat> seats);
Result<void> thaw(std::span<const Seat> seats);

/// Whether the processes of one of these groups, directories, are stopped or about to be (sandbox-set --freeze, systemctl freeze).
Result<bool> is_frozen(std::span<const std::string> directories);

/// Lets them go on: who is frozen hears no signal, on v1 not even SIGKILL. What cannot be thawed stays as it is.
void release(std::span<const std::string> directories);

}  // namespace sandbox::cgroups

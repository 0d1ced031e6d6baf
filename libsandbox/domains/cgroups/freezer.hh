// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

namespace sandbox::cgroups {

/// Whether the processes of one of these groups, directories, are stopped or about to be (sandbox-set --freeze, systemctl freeze).
bool is_frozen(std::span<const std::string> directories);

/// Lets them go on: who is frozen hears no signal, on v1 not even SIGKILL. What cannot be thawed stays as it is.
void release(std::span<const std::string> directories);

}  // namespace sandbox::cgroups

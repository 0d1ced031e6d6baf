// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "policy.hh"
#include "program.hh"

namespace sandbox::filter {

/// Compiles a policy for the architecture that this program was built for. Calls that it lacks are left out, unknown
/// numbers answer ENOSYS, other architectures and ABIs kill the process.
Result<Program> compile(const Policy& policy);

}  // namespace sandbox::filter

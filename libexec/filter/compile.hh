// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/filter.h>

#include <vector>

#include "policy.hh"

namespace sandbox::filter {

/// A filter in the form that seccomp(2) loads.
using Program = std::vector<sock_filter>;

/// Compiles a policy for the architecture that this program was built for. Calls that it lacks are left out, unknown
/// numbers answer ENOSYS, other architectures and ABIs kill the process.
Result<Program> compile(const Policy& policy);

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

#include <string>
#include <vector>

namespace sandbox {

/// What a plan puts something onto in a root of somebody's own (Files.RootDirectory) and is not there, as paths of the host, sorted. For a
/// hint only: it looks at the root as it is now.
std::vector<std::string> missing_targets(const Plan& plan);

}  // namespace sandbox

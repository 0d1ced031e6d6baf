// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

#include <string>
#include <vector>

namespace sandbox {

/// The places inside that are not read-only as the plan makes them, none below another: "/" alone where the root is one of ours.
std::vector<std::string> writable_places(const Plan& plan);

/// The host's directories and files that the unit, not a default, lends it for writing.
std::vector<std::string> lent_sources(const Plan& plan);

}  // namespace sandbox

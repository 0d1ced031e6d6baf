// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/assignment.hh"
#include "unit/specifiers.hh"
#include "unit/unit.hh"

#include <span>

namespace sandbox {

/// The unit that an ordered list of assignments makes: specifiers are expanded in every text and every
/// key of a map, a "~" in settings that are paths, and the settings assign in order. Errors name the place and the key.
Result<Unit> replay(std::span<const Assignment> assignments, const Names& names);

}  // namespace sandbox

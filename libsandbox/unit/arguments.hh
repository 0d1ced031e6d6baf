// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/unit.hh"

namespace sandbox {

/// Makes the arguments that Files.BindArguments names absolute, as seen from `cwd`: the path is the same inside. Errors:
/// an argument is missing, an option of the command where a file must be.
Result<void> absolute_arguments(Unit& unit, const std::string& cwd);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>

namespace sandbox {

/// The path of libexec's program sandbox-NAME: the installed one; for a program that runs from its build directory, that
/// directory's. Error: there is none.
Result<std::string> find_helper(const std::string& name);

}  // namespace sandbox

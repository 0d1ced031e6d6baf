// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Runs a program of the host, by its path or found in the standard directories, with an empty environment; waits for its
/// end.
/// Errors: not installed (Fault::impossible, ENOENT), or an exit status other than 0 with what it wrote to stderr.
Result<void> run_command(const std::vector<std::string>& arguments);
/// The same, and returns all that it writes to its standard output.
Result<std::string> read_command(const std::vector<std::string>& arguments);
/// The same, for output that may be large: `take` gets it piece by piece, as it comes.
Result<void> read_command(const std::vector<std::string>& arguments, const std::function<void(std::string_view bytes)>& take);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Less than sandbox-stop waits for a supervisor.
inline constexpr std::chrono::seconds kUndoing{20};

/// Runs a program of the host, by its path or found in the standard directories, with an empty environment; waits for its
/// end.
/// Errors: not installed (Fault::impossible, ENOENT), an exit status other than 0 with what it wrote to stderr, or a signal that asks us
/// to end (EINTR).
Result<void> run_command(const std::vector<std::string>& arguments);
/// The same for what undoes something: a signal that asks us to end has done its part, so what ends the wait is the time. Error: it is up.
Result<void> run_to_undo(const std::vector<std::string>& arguments, std::chrono::milliseconds most = kUndoing);
/// The same, and returns all that it writes to its standard output.
Result<std::string> read_command(const std::vector<std::string>& arguments);
/// The same, for output that may be large: `take` gets it piece by piece, as it comes.
Result<void> read_command(const std::vector<std::string>& arguments, const std::function<void(std::string_view bytes)>& take);

}  // namespace sandbox

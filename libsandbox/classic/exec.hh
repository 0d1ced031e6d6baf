// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox::classic {

/// Becomes the program, found in PATH by execvp(3); without one the user's shell, as a login shell. Returns only if that
/// failed: Fault::not_found (127) or Fault::not_executable (126).
Error exec_program(const std::vector<char*>& words);

/// Why execve(2) of the program failed, from errno, with the status that a shell has for it.
Error not_executed(const std::string& program);

/// Leaves nothing of the environment but the variables named in the list "NAME,NAME".
void clear_environment(std::string_view kept);

/// Replaces the environment by the text of /proc/PID/environ. `text` must live until the exec.
void replace_environment(std::string& text);

}  // namespace sandbox::classic

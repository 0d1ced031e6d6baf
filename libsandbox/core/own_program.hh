// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <sys/types.h>

namespace sandbox {

/// Whether somebody in the user namespace of a process could write to the file of the program that we run: its owner has an id there, or all
/// may write. False also for a copy that nobody can write to. Error: it cannot be looked at.
Result<bool> is_own_program_writable(pid_t inside);

/// Runs our program again from such a copy, with the same arguments: who is led into a sandbox could be made to run "/proc/self/exe"
/// there (CVE-2019-5736). Returns only if that fails.
Error run_from_memory(const char* name, char** arguments);

}  // namespace sandbox

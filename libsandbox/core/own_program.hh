// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

namespace sandbox {

/// Whether a process could write to the file of the program that we run: one of the host's root, or else one of our own user. False also for
/// a copy that nobody can write to.
Result<bool> is_own_program_writable(bool by_root);

/// Runs our program again from such a copy, with the same arguments: who is led into a sandbox could be made to run "/proc/self/exe"
/// there (CVE-2019-5736). Returns only if that fails.
Error run_from_memory(const char* name, char** arguments);

}  // namespace sandbox

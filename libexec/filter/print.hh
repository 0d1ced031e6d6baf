// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

#include "compile.hh"
#include "policy.hh"

namespace sandbox::filter {

/// A filter and the name of its profile.
struct NamedProgram {
    std::string name;  ///< lower case letters, digits, '-' and '_'
    Program program;
};

/// The verdict on each call, a line each: `name: verdict; verdict when condition  # group: reason`.
std::string print_table(const Policy& policy);

/// A C++ header with all programs and the table sandbox::seccomp::kShippedProfiles.
std::string print_header(std::span<const NamedProgram> programs);

/// The instructions as they lie in memory, for seccomp(2).
std::string print_bytes(const Program& program);

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace sandbox::filter {

/// A C++ header with the names of system calls by their numbers, for this architecture and for the older one whose programs
/// it runs too: what a launcher, which has no libseccomp, names calls with.
std::string print_names();

}  // namespace sandbox::filter

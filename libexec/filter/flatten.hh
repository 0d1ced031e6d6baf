// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "program.hh"

namespace sandbox::filter {

/// The same program with one search for the system call's number in front of everything: it ends at the verdict, or at what
/// the program does with the arguments of that number. When a filter is loaded the kernel asks it for every number, to know
/// those that it allows whatever their arguments (Linux 5.11); that is a third of the cost of loading it. A program that does
/// not begin with a comparison of the architecture, or calculates with the number, stays as it is. Takes only programs that
/// the kernel would load.
Program flatten(const Program& program);

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/parse.hh"
#include "core/error.hh"

namespace sandbox::cli {

/// Prints what --help or --version asks for. False: the line has neither, and the tool has its work to do.
Result<bool> print_about(const Tool& tool, std::span<const Option> options, const CommandLine& line);

}  // namespace sandbox::cli

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/message.hh"
#include "cli/main.hh"
#include "cli/parse.hh"

#include <optional>

namespace sandbox::classic {

/// What parse() refused: an option, which getopt has complained about, gets the line "Try ..."; an argument is an error.
Result<int> refuse_line(const Error& error, std::span<char*> args);

/// Prints help or version if the line asks for it: then the status.
Result<std::optional<int>> tell_about(const cli::Tool& tool, std::span<const cli::Option> options, const cli::CommandLine& line);

}  // namespace sandbox::classic

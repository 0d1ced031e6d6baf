// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-log's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxLogOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'f', .name = "follow", .brief = "go on with what it writes, until it ends"},
    {.letter = 'n', .name = "lines", .takes = cli::Argument::required, .argument = "COUNT",
     .brief = "begin with its last COUNT lines"},
    {.letter = 'J', .name = "json", .brief = "a JSON object a line, with time, priority and fields"},
};
static_assert(cli::is_unambiguous(kSandboxLogOptions));

inline constexpr std::string_view kSandboxLogForms[] = {"[OPTIONS] NAME"};

inline constexpr cli::Tool kSandboxLog{
    .name = "sandbox-log",
    .brief = "Print what a detached sandbox has written.",
    .synopsis = kSandboxLogForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::ended_sandbox,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-wait's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxWaitOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'J', .name = "json", .brief = "print how it ended as JSON",
     .manual = "Prints the object that sandbox-run --json-status-fd writes at the end."},
};
static_assert(cli::is_unambiguous(kSandboxWaitOptions));

inline constexpr std::string_view kSandboxWaitForms[] = {"[OPTIONS] NAME"};

inline constexpr cli::Tool kSandboxWait{
    .name = "sandbox-wait",
    .brief = "Wait for the end of a sandbox, and exit with its status.",
    .synopsis = kSandboxWaitForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::sandbox,
};

}  // namespace sandbox::tools

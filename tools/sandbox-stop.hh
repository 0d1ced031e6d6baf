// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-stop's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxStopOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.name = "unit", .brief = "a NAME is that of a unit, with its argument, or its path",
     .manual = "Ends the sandbox that sandbox-run --named UNIT has started: web-1 of web@1."},
    {.letter = 'k', .name = "kill", .brief = "kill all that is inside, without asking first"},
};
static_assert(cli::is_unambiguous(kSandboxStopOptions));

inline constexpr std::string_view kSandboxStopForms[] = {"[OPTIONS] NAME..."};

inline constexpr cli::Tool kSandboxStop{
    .name = "sandbox-stop",
    .brief = "End running sandboxes.",
    .synopsis = kSandboxStopForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::sandbox,
};

}  // namespace sandbox::tools

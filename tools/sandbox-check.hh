// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-check's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxCheckOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.name = "container-interface", .brief = "what a running sandbox has of systemd's container interface",
     .manual = "Looks at each point of https://systemd.io/CONTAINER_INTERFACE, and prints a line for it: ok, missing, differs or unknown, its name, "
               "and what was found. What the interface leaves to choice (a login on further terminals, host0, users of the host) is no point."},
    {.letter = 'J', .name = "json", .brief = "print a JSON object",
     .manual = "Prints an object with name, holds (true, if every point is ok) and points, an array of objects with point, state and reason."},
};
static_assert(cli::is_unambiguous(kSandboxCheckOptions));

inline constexpr std::string_view kSandboxCheckForms[] = {"--container-interface [OPTIONS] NAME"};

inline constexpr cli::Tool kSandboxCheck{
    .name = "sandbox-check",
    .brief = "Check a running sandbox against an interface.",
    .synopsis = kSandboxCheckForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::sandbox,
};

}  // namespace sandbox::tools

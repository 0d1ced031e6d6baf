// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-generator's own words; its manual reads them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxGeneratorOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.name = "user", .brief = "the caller's own units, for the manager of a user",
     .manual = "As sandbox-user-generator: of the units in ~/.config/sandbox/units, and of no others."},
};
static_assert(cli::is_unambiguous(kSandboxGeneratorOptions));

inline constexpr std::string_view kSandboxGeneratorForms[] = {"[OPTIONS] DIRECTORY [EARLY LATE]"};

inline constexpr cli::Tool kSandboxGenerator{
    .name = "sandbox-generator",
    .brief = "Make services of systemd's of units with a section [Install].",
    .synopsis = kSandboxGeneratorForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::files,
};

}  // namespace sandbox::tools

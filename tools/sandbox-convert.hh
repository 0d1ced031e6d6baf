// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-convert's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxConvertOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'D', .name = "root-directory", .takes = cli::Argument::required, .argument = "DIR",
     .brief = "the directory that holds the machine",
     .manual = "The machine's root, an absolute path. Default: /var/lib/machines/MACHINE.", .complete = cli::Complete::directory},
};
static_assert(cli::is_unambiguous(kSandboxConvertOptions));

inline constexpr std::string_view kSandboxConvertForms[] = {"[OPTIONS] MACHINE.nspawn"};

inline constexpr cli::Tool kSandboxConvert{
    .name = "sandbox-convert",
    .brief = "Print a unit that means what a .nspawn file means.",
    .synopsis = kSandboxConvertForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::files,
};

}  // namespace sandbox::tools

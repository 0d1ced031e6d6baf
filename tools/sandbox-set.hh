// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-set's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxSetOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.name = "freeze", .brief = "stop every process where it is",
     .manual = "Every process of the sandbox stops where it is and notices nothing, until --thaw: cgroup.freeze, on cgroup v1 "
               "freezer.state. It needs a control group."},
    {.name = "thaw", .brief = "let them go on"},
};
static_assert(cli::is_unambiguous(kSandboxSetOptions));

inline constexpr std::string_view kSandboxSetForms[] = {"[OPTIONS] NAME [KEY=VALUE...]"};

inline constexpr cli::Tool kSandboxSet{
    .name = "sandbox-set",
    .brief = "Change the limits of a sandbox that runs.",
    .synopsis = kSandboxSetForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

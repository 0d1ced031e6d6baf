// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-set's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxSetOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.name = "persist", .brief = "keep the change for the next start, too",
     .manual = "Writes the keys into the drop-in 90-sandbox-set.toml of the sandbox's unit, beside those that were kept there "
               "before: in NAME.toml.d next to the unit; of an instance of a template, for it alone, in NAME@ARG.toml.d. "
               "Of a unit of the system, below /usr or, for an ordinary user, anywhere "
               "but at home, it is in /etc/sandbox/units or ~/.config/sandbox/units. A sandbox without a unit has none."},
    {.name = "freeze", .brief = "stop every process where it is",
     .manual = "Every process of the sandbox stops where it is and notices nothing, until --thaw: cgroup.freeze, on cgroup v1 "
               "freezer.state. It needs a control group. Nobody can join the sandbox meanwhile, and its health checks wait; "
               "whatever ends it lets it go on first."},
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
    .operands = cli::Operands::sandbox_keys,
};

}  // namespace sandbox::tools

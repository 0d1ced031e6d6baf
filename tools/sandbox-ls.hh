// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-ls's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxLsOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'l', .name = "label", .takes = cli::Argument::required, .argument = "KEY[=VALUE]",
     .brief = "only those with this label",
     .manual = "Only sandboxes whose Unit.Labels has KEY, with this value if one is given. May be given more than once: then "
               "all must be there."},
    {.letter = 'q', .name = "quiet", .brief = "only the names, one a line"},
    {.letter = 'J', .name = "json", .brief = "print a JSON array",
     .manual = "Prints a JSON array of objects: name, unit, description, documentation, labels, command, state (running, or restarting in the pause "
               "before it is started again), pid (of PID 1; -1 while restarting), supervisor, started-microseconds (since 1970), health "
               "(none, starting, healthy, unhealthy), failing-streak, namespaces (inode numbers), cgroups, log (the file, if it has one), "
               "label (its SELinux context, if it has one)."},
};
static_assert(cli::is_unambiguous(kSandboxLsOptions));

inline constexpr std::string_view kSandboxLsForms[] = {"[OPTIONS]"};

inline constexpr cli::Tool kSandboxLs{
    .name = "sandbox-ls",
    .brief = "List the running sandboxes.",
    .synopsis = kSandboxLsForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

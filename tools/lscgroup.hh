// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// lscgroup's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kLscgroupOptions[] = {
    {.letter = 'g', .name = "group", .takes = cli::Argument::required, .argument = "CONTROLLERS:PATH", .brief = "list this group and those below",
     .manual = "Lists the group PATH and those below it, in the hierarchy of the first of CONTROLLERS that is mounted. The -g may "
               "be missing."},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.name = "json", .brief = "print JSON"},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kLscgroupOptions));

inline constexpr std::string_view kLscgroupForms[] = {"[OPTIONS] [[-g] CONTROLLERS:PATH]..."};

inline constexpr cli::Tool kLscgroup{
    .name = "lscgroup",
    .brief = "List all cgroups.",
    .synopsis = kLscgroupForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgdelete's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgdeleteOptions[] = {
    {.letter = 'g', .name = "group", .takes = cli::Argument::required, .argument = "CONTROLLERS:PATH", .brief = "remove this group",
     .manual = "Removes the group PATH from the hierarchies of CONTROLLERS. Its processes move to the group above. The -g may be "
               "missing."},
    {.letter = 'r', .name = "recursive", .brief = "remove the groups below, too"},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgdeleteOptions));

inline constexpr std::string_view kCgdeleteForms[] = {"[OPTIONS] [-g] CONTROLLERS:PATH..."};

inline constexpr cli::Tool kCgdelete{
    .name = "cgdelete",
    .brief = "Remove control group(s).",
    .synopsis = kCgdeleteForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

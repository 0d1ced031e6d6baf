// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgclassify's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgclassifyOptions[] = {
    {.letter = 'g', .takes = cli::Argument::required, .argument = "CONTROLLERS:PATH", .brief = "move them into this group",
     .manual = "Moves them into the group PATH of the hierarchies of CONTROLLERS. May be given more than once. Without it, "
               "/etc/cgrules.conf says where each belongs. A process moves with all of its threads; PID may be one of them."},
    {.letter = 's', .name = "sticky", .brief = "tell cgrulesengd to leave them alone"},
    {.name = "cancel-sticky", .brief = "tell cgrulesengd to move them again"},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.letter = 'r', .brief = "end the scope's idle process",
     .manual = "Ends the process that cgcreate -c put into a scope to keep it, once the first PID is in it. If there is none, PID goes "
               "back to where it was, and those behind it stay where they are."},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgclassifyOptions));

inline constexpr std::string_view kCgclassifyForms[] = {"[OPTIONS] [-g CONTROLLERS:PATH]... PID..."};

inline constexpr cli::Tool kCgclassify{
    .name = "cgclassify",
    .brief = "Move running task(s) to given cgroups.",
    .synopsis = kCgclassifyForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::stop,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

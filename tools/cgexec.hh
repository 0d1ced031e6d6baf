// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgexec's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgexecOptions[] = {
    {.letter = 'g', .takes = cli::Argument::required, .argument = "CONTROLLERS:PATH", .brief = "enter this group",
     .manual = "Enters the group PATH of the hierarchies that have CONTROLLERS, a list with commas; \"*\" is all of them, and "
               "none, as in \":x\", is cgroup v2. May be given more than once. Without it, /etc/cgrules.conf says where the "
               "command belongs."},
    {.letter = 's', .name = "sticky", .brief = "tell cgrulesengd to leave the command's children alone",
     .manual = "Tells a running cgrulesengd to leave the command's children where they are, too. The command itself always is."},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes PATH from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that paths begin in."},
    {.letter = 'r', .brief = "end the scope's idle process",
     .manual = "Ends the process that cgcreate -c put into a scope to keep it, once the command is in it."},
    {.name = "strict-exit", .brief = "status 126 and 127 if the command cannot run",
     .manual = "Exits with 127 if the command is not found and 126 if it cannot be executed, not with 255."},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgexecOptions));

inline constexpr std::string_view kCgexecForms[] = {"[OPTIONS] [-g CONTROLLERS:PATH]... COMMAND [ARGUMENT...]"};

inline constexpr cli::Tool kCgexec{
    .name = "cgexec",
    .brief = "Run the task in given control group(s).",
    .synopsis = kCgexecForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::stop,
    .operands = cli::Operands::command,
};

}  // namespace sandbox::tools

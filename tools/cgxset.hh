// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgxset's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgxsetOptions[] = {
    {.letter = '1', .name = "v1", .brief = "names and values are those of cgroup v1"},
    {.letter = '2', .name = "v2", .brief = "names and values are those of cgroup v2"},
    {.letter = 'i', .name = "ignore-unmappable", .brief = "leave out what has no translation"},
    {.letter = 'r', .name = "rule", .takes = cli::Argument::required, .argument = "NAME=VALUE", .brief = "set this file",
     .manual = "Writes VALUE to the file NAME, which begins with its controller and a dot. May be given more than once. A VALUE "
               "of several lines is written line by line."},
    {.name = "copy-from", .takes = cli::Argument::required, .argument = "PATH", .brief = "copy the values of this group",
     .manual = "Writes what the group PATH has in the files that can be written. Excludes -r."},
    {.letter = 'R', .brief = "set the groups below, too",
     .manual = "Writes the values to all groups below, too. cgroup.subtree_control is left alone where nothing is below."},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgxsetOptions));

inline constexpr std::string_view kCgxsetForms[] = {"[-1|-2] [-iR] -r NAME=VALUE... PATH...", "[-1|-2] --copy-from PATH PATH..."};

inline constexpr cli::Tool kCgxset{
    .name = "cgxset",
    .brief = "Set the parameters of given cgroup(s).",
    .synopsis = kCgxsetForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgget's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCggetOptions[] = {
    {.letter = 'r', .name = "variable", .takes = cli::Argument::required, .argument = "NAME", .brief = "print this file",
     .manual = "Prints the file NAME, which begins with its controller and a dot. May be given more than once; excludes -g and -a."},
    {.letter = 'g', .takes = cli::Argument::required, .argument = "CONTROLLER[:PATH]", .brief = "print the files of this controller",
     .manual = "Prints all files of CONTROLLER, of the groups of the command line, or of PATH. May be given more than once."},
    {.letter = 'a', .name = "all", .brief = "print the files of all controllers"},
    {.letter = 'n', .brief = "print no headers", .manual = "Prints neither the names of groups nor empty lines between them."},
    {.letter = 'v', .name = "values-only", .brief = "print only values, not names"},
    {.letter = 'm', .brief = "print which versions are mounted"},
    {.letter = 'c', .brief = "print the version of each controller"},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.name = "json", .brief = "print JSON"},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCggetOptions));

inline constexpr std::string_view kCggetForms[] = {"[OPTIONS] [-r NAME|-g CONTROLLER]... PATH...", "[OPTIONS] -g CONTROLLER:PATH...", "-m|-c"};

inline constexpr cli::Tool kCgget{
    .name = "cgget",
    .brief = "Print parameter(s) of given group(s).",
    .synopsis = kCggetForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgconfigparser's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgconfigparserOptions[] = {
    {.letter = 'l', .name = "load", .takes = cli::Argument::required, .argument = "FILE", .brief = "load this file",
     .complete = cli::Complete::file},
    {.letter = 'L', .name = "load-directory", .takes = cli::Argument::required, .argument = "DIRECTORY",
     .brief = "load all files of this directory", .manual = "Loads all files of DIRECTORY, in the order of their names.",
     .complete = cli::Complete::directory},
    {.letter = 'a', .takes = cli::Argument::required, .argument = "USER:GROUP", .brief = "who owns the group",
     .manual = "Gives the group and all files in it to USER and GROUP, names or numbers, either of which may be missing."},
    {.letter = 't', .takes = cli::Argument::required, .argument = "USER:GROUP", .brief = "who may move processes",
     .manual = "Gives the file by which processes are moved to USER and GROUP: tasks, or cgroup.procs and cgroup.threads."},
    {.letter = 'd', .name = "dperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of directories",
     .manual = "The mode of the directory, three or four octal digits."},
    {.letter = 'f', .name = "fperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of files",
     .manual = "The mode of the files; what the kernel does not give their owner is not given to others either."},
    {.letter = 's', .name = "tperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of the tasks file",
     .manual = "The mode of the file by which processes are moved, masked in the same way."},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgconfigparserOptions));

inline constexpr std::string_view kCgconfigparserForms[] = {"[OPTIONS] -l FILE|-L DIRECTORY..."};

inline constexpr cli::Tool kCgconfigparser{
    .name = "cgconfigparser",
    .brief = "Parse and load the specified cgroups configuration file.",
    .synopsis = kCgconfigparserForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgcreate's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgcreateOptions[] = {
    {.letter = 'g', .takes = cli::Argument::required, .argument = "CONTROLLERS:PATH", .brief = "create this group",
     .manual = "Creates the group PATH, with those above it, in the hierarchies of CONTROLLERS, a list with commas; \"*\" is all "
               "of them, and none, as in \":x\", is cgroup v2. There the controllers are enabled in the groups above. New groups of "
               "a cpuset of v1 get the cpus and mems of the group above. May be given more than once."},
    {.letter = 'a', .name = "admin", .takes = cli::Argument::required, .argument = "USER:GROUP", .brief = "who owns the group",
     .manual = "Gives the group and all files in it to USER and GROUP, names or numbers, either of which may be missing."},
    {.letter = 't', .name = "task", .takes = cli::Argument::required, .argument = "USER:GROUP", .brief = "who may move processes",
     .manual = "Gives the file by which processes are moved to USER and GROUP: tasks, or cgroup.procs and cgroup.threads."},
    {.letter = 'd', .name = "dperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of directories",
     .manual = "The mode of the directory, three or four octal digits."},
    {.letter = 'f', .name = "fperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of files",
     .manual = "The mode of the files; what the kernel does not give their owner is not given to others either."},
    {.letter = 's', .name = "tperm", .takes = cli::Argument::required, .argument = "MODE", .brief = "mode of the tasks file",
     .manual = "The mode of the file by which processes are moved, masked in the same way."},
    {.letter = 'b', .brief = "ignore the default scope",
     .manual = "Takes paths from the top of the hierarchy, even if /run/libcgroup/systemd names a scope that they begin in."},
    {.letter = 'c', .name = "scope", .brief = "create a systemd scope",
     .manual = "Has systemd create a delegated scope instead of a group, PATH being SLICE/SCOPE, as in sandbox.slice/x.scope. "
               "It lasts as long as a process is in it: the one of -p, or a placeholder, which cgexec -r replaces."},
    {.letter = 'p', .name = "pid", .takes = cli::Argument::required, .argument = "PID", .brief = "the process of the scope, with -c"},
    {.letter = 'S', .name = "setdefault", .brief = "make the scope the default, with -c"},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgcreateOptions));

inline constexpr std::string_view kCgcreateForms[] = {"[OPTIONS] -g CONTROLLERS:PATH..."};

inline constexpr cli::Tool kCgcreate{
    .name = "cgcreate",
    .brief = "Create control group(s).",
    .synopsis = kCgcreateForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

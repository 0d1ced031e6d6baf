// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"
#include "tools/nspawn-options.hh"

/// sandbox-run's own words; the options of the settings join them in options_of(). Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr std::string_view kExplainFormats[] = {"text", "json"};

inline constexpr cli::Option kSandboxRunOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'p', .name = "property", .takes = cli::Argument::required, .argument = "SECTION.KEY=VALUE",
     .brief = "set any key of the unit",
     .manual = "Sets a key of sandbox.unit(5) after the unit and its drop-ins. VALUE is in TOML's syntax, or bare text "
               "for a string. May be given more than once.",
     .complete = cli::Complete::key},
    {.name = "name", .takes = cli::Argument::required, .argument = "NAME",
     .brief = "the sandbox's name: %n, its host name, and its entry",
     .manual = "Letters, digits, - and single dots, 1 to 64 characters. Default: Machine.Name; the unit's name with its "
               "argument; for a command without a unit, run- and eight hexadecimal digits. Only a sandbox that was given a name, "
               "here or as a machine, is in the ledger, by which other commands find it; a name that a running sandbox has is "
               "refused. One with Exec.Boot has a name there in any case: its unit's, or without a unit its directory's, with a "
               "number behind it if that is taken."},
    {.name = "named", .brief = "name it as its unit, with its argument",
     .manual = "As --name with the name that the unit gives it: web of web.toml, web-1 of web@1, with - for what no name may hold. "
               "Services that sandbox-generator(8) makes of templates are started with it."},
    {.name = "detach", .brief = "run it in the background, and print its name",
     .manual = "Returns when the sandbox has started. Its output goes to a log file, which sandbox-log(1) prints; its input is "
               "empty. sandbox-stop(1) ends it, sandbox-wait(1) waits for its status. Without --name it gets the unit's name "
               "and, if that is taken, a number."},
    {.name = "cleanup", .brief = "remove what killed sandboxes left, and print their names",
     .manual = "Removes the entries and the cgroups of sandboxes that were killed together with their watcher, prints their "
               "names, one a line, and exits. Every start of the same name does the same for its own."},
    {.name = "explain", .takes = cli::Argument::optional,
     .brief = "print what would be done and why, and do nothing",
     .manual = "Prints each step in its order, with the line of the unit or the option that asked for it, then what else was written down "
               "(also) and what is otherwise than one might think (note), and exits.",
     .choices = kExplainFormats},
    {.name = "dry-run", .brief = "the same as --explain"},
    {.name = "json-status-fd", .takes = cli::Argument::required, .argument = "FD",
     .brief = "write how the sandbox ended to this descriptor",
     .manual = "Writes JSON objects, one a line, to the open descriptor FD: \"started\" with the process id of its PID 1 and "
               "the inode numbers of its namespaces, \"ended\" with how it ended. They tell our own failures from a payload "
               "that exits with the same status."},
};
static_assert(cli::is_unambiguous(kSandboxRunOptions));

inline constexpr std::string_view kSandboxRunForms[] = {
    "[OPTIONS] UNIT [-- ARGUMENTS]",
    "[OPTIONS] -- COMMAND [ARGUMENTS]",
};
inline constexpr std::string_view kUnitDirectories[] = {
    "~/.config/sandbox/units", "/etc/sandbox/units", "/run/sandbox/units", "/usr/local/lib/sandbox/units",
    "/usr/lib/sandbox/units",
};

inline constexpr cli::Tool kSandboxRun{
    .name = "sandbox-run",
    .brief = "Run a unit or a command in a sandbox.",
    .synopsis = kSandboxRunForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::unit_or_command,
    .unit_directories = kUnitDirectories,
};

}  // namespace sandbox::tools

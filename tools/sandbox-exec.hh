// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-exec's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxExecOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'u', .name = "user", .takes = cli::Argument::required, .argument = "USER", .brief = "who it runs as, inside",
     .manual = "A name of the sandbox's own /etc/passwd, or a number. Default: whom the sandbox's command runs as. Others can "
               "only be had where the sandbox maps more than one id."},
    {.name = "cwd", .takes = cli::Argument::required, .argument = "DIR", .brief = "where it starts, inside",
     .manual = "A directory inside the sandbox. Default: where the sandbox's command started, or the home of --user; the root where that is not there."},
    {.letter = 't', .name = "tty", .brief = "give it a terminal of its own, whatever our input is",
     .manual = "Default: where standard input is a terminal."},
    {.letter = 'T', .name = "no-tty", .brief = "give it none",
     .manual = "A terminal on standard input is not handed over either: the command reads the end of its input at once."},
    {.name = "console", .brief = "connect to the terminal of a detached sandbox",
     .manual = "Runs nothing: what is typed goes to the terminal of a sandbox that sandbox-run --detach started with Exec.TTY = "
               "\"always\", and what is written there comes here, for one at a time. Ctrl-] three times within a second leaves it "
               "running."},
    {.letter = 'E', .name = "env", .takes = cli::Argument::required, .argument = "NAME=VALUE", .brief = "set a variable",
     .manual = "Sets a variable over those of the sandbox's command. May be given more than once."},
};
static_assert(cli::is_unambiguous(kSandboxExecOptions));

inline constexpr std::string_view kSandboxExecForms[] = {"[OPTIONS] NAME [-- COMMAND [ARGUMENTS]]", "--console NAME"};

inline constexpr cli::Tool kSandboxExec{
    .name = "sandbox-exec",
    .brief = "Run a command in a sandbox that runs.",
    .synopsis = kSandboxExecForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::sandbox_command,
};

}  // namespace sandbox::tools

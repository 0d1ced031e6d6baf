// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// nsenter's words: the options of util-linux 2.42. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr std::string_view kOfTarget[] = {"follow"};

constexpr cli::Option entered_namespace(char letter, std::string_view name, std::string_view brief, std::string_view manual) {
    return {.letter = letter, .name = name, .takes = cli::Argument::optional, .argument = "FILE|:ID",
            .brief = brief, .manual = manual, .group = "Namespaces", .complete = cli::Complete::file};
}

inline constexpr cli::Option kNsenterOptions[] = {
    {.letter = 'a', .name = "all", .brief = "enter all namespaces of the target",
     .manual = "Enters all namespaces of the target but those that other options name, and but the user namespace if it is "
               "the caller's own.", .group = "Namespaces"},
    {.letter = 't', .name = "target", .takes = cli::Argument::required, .argument = "PID[:INODE]",
     .brief = "the process whose namespaces, directories and ids are meant",
     .manual = "The process that the other options mean when they have no argument of their own. With INODE, the inode of its "
               "pidfd, a new process of the same number is refused. May be given once.", .group = "Namespaces"},
    entered_namespace('m', "mount", "enter the mount namespace",
                      "Enters the mount namespace of the target, or that of FILE: one of /proc/PID/ns/, or what it is bound on. "
                      "FILE may stand directly behind the letter, too. :ID is the number of a namespace (Linux 6.19); a file of "
                      "such a name is ./:ID."),
    entered_namespace('u', "uts", "enter the UTS namespace: host and domain name", "Enters the UTS namespace; FILE as with --mount, so with all that follow."),
    entered_namespace('i', "ipc", "enter the IPC namespace", "Enters the IPC namespace."),
    entered_namespace('n', "net", "enter the network namespace", "Enters the network namespace."),
    {.letter = 'N', .name = "net-socket", .takes = cli::Argument::required, .argument = "FD",
     .brief = "enter the network namespace of a socket of the target",
     .manual = "Enters the network namespace of the socket that is descriptor FD of the target.", .group = "Namespaces"},
    entered_namespace('p', "pid", "enter the process namespace, by a fork",
                      "Enters the process namespace. The program is run as a child, unless --no-fork is given."),
    entered_namespace('C', "cgroup", "enter the cgroup namespace", "Enters the cgroup namespace."),
    entered_namespace('U', "user", "enter the user namespace",
                      "Enters the user namespace, and becomes user and group 0 of it; see --setuid, --setgid and --preserve-credentials."),
    {.name = "user-parent", .brief = "enter the user namespace that owns the chosen one",
     .manual = "Enters the user namespace that owns the chosen namespace; with --user the parent of that user namespace.",
     .group = "Namespaces"},
    entered_namespace('T', "time", "enter the time namespace", "Enters the time namespace."),
    {.letter = 'S', .name = "setuid", .takes = cli::Argument::required, .argument = "UID|follow", .brief = "run as this user of the namespace",
     .manual = "Sets the user id inside; follow is that of the target. Default in a user namespace: 0.", .group = "Process", .words = kOfTarget},
    {.letter = 'G', .name = "setgid", .takes = cli::Argument::required, .argument = "GID|follow", .brief = "run as this group of the namespace",
     .manual = "Sets the group id inside and drops all supplementary groups; follow is that of the target. Default in a user "
               "namespace: 0.", .group = "Process", .words = kOfTarget},
    {.name = "preserve-credentials", .brief = "leave user, group and groups as they are",
     .manual = "Does not touch user, group and supplementary groups when a user namespace is entered.", .group = "Process"},
    {.name = "keep-caps", .brief = "keep the capabilities of the user namespace",
     .manual = "With --user: makes the capabilities that the namespace gives ambient, so that the program has them whoever it is.",
     .group = "Process"},
    {.letter = 'e', .name = "env", .brief = "take the environment of the target",
     .manual = "Replaces the environment by that which the target was started with.", .group = "Process"},
    {.letter = 'F', .name = "no-fork", .brief = "do not run the program as a child",
     .manual = "Executes the program in place. After --pid it stays outside of the namespace; its children are inside.", .group = "Process"},
    {.letter = 'c', .name = "join-cgroup", .brief = "join the control groups of the target",
     .manual = "Joins the group of the target, on cgroup v1 in every hierarchy (util-linux can do v2 only).", .group = "Process"},
    {.letter = 'Z', .name = "follow-context", .brief = "take the SELinux context of the target",
     .manual = "Runs the program in the SELinux context of the target. Without SELinux it does nothing.", .group = "Process"},
    {.letter = 'r', .name = "root", .takes = cli::Argument::optional, .argument = "DIRECTORY", .brief = "use this root directory, or the target's",
     .manual = "Changes the root directory to DIRECTORY or to that of the target; it is opened before any namespace is entered. "
               "Without --wd and --wdns the working directory stays.", .group = "Files", .complete = cli::Complete::directory},
    {.letter = 'w', .name = "wd", .takes = cli::Argument::optional, .argument = "DIRECTORY", .brief = "start in this directory, or the target's",
     .manual = "Changes the working directory to DIRECTORY or to that of the target; it is opened before any namespace is "
               "entered, and so can be one that nothing inside leads to.", .group = "Files", .complete = cli::Complete::directory},
    {.letter = 'W', .name = "wdns", .takes = cli::Argument::optional, .argument = "DIRECTORY", .brief = "start in this directory of the namespaces",
     .manual = "Changes the working directory to DIRECTORY, looked up after the namespaces and the root have changed. Excludes --wd.",
     .group = "Files", .complete = cli::Complete::directory},
    cli::kHelp,
    cli::kVersion,
};
static_assert(cli::is_unambiguous(kNsenterOptions));

inline constexpr std::string_view kNsenterForms[] = {"[OPTIONS] [PROGRAM [ARGUMENTS]]"};

inline constexpr cli::Tool kNsenter{
    .name = "nsenter",
    .brief = "Run a program in the namespaces of other processes.",
    .synopsis = kNsenterForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::stop,
    .operands = cli::Operands::command,
};

}  // namespace sandbox::tools

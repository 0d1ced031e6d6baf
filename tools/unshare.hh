// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// unshare's words: the options of util-linux 2.42. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr std::string_view kPropagations[] = {"private", "shared", "slave", "unchanged"};
inline constexpr std::string_view kMaps[] = {"auto", "subids", "all"};
inline constexpr std::string_view kSetgroups[] = {"allow", "deny"};

constexpr cli::Option new_namespace(char letter, std::string_view name, std::string_view brief, std::string_view manual) {
    return {.letter = letter, .name = name, .takes = cli::Argument::optional, .letter_alone = true, .argument = "FILE",
            .brief = brief, .manual = manual, .group = "Namespaces", .complete = cli::Complete::file};
}

inline constexpr cli::Option kUnshareOptions[] = {
    new_namespace('m', "mount", "new mount namespace",
                  "Creates a mount namespace. With FILE it is made to last: its file is bound onto FILE, which must exist "
                  "and stand on a mount that is not shared."),
    new_namespace('u', "uts", "new UTS namespace: host and domain name",
                  "Creates a UTS namespace. FILE as with --mount; so with all that follow."),
    new_namespace('i', "ipc", "new IPC namespace: System V IPC, message queues", "Creates an IPC namespace."),
    new_namespace('n', "net", "new network namespace",
                  "Creates a network namespace. It has a loopback interface that is down, and nothing else."),
    new_namespace('p', "pid", "new process namespace, for the children",
                  "Creates a process namespace. It takes in children only: without --fork the program itself stays "
                  "outside, its first child becomes process 1, and when that ends no other can be started (\"Cannot "
                  "allocate memory\"). FILE needs --fork. See --mount-proc."),
    new_namespace('U', "user", "new user namespace", "Creates a user namespace. Without a map every id in it is the overflow id."),
    new_namespace('C', "cgroup", "new cgroup namespace", "Creates a cgroup namespace, whose root is the present group."),
    new_namespace('T', "time", "new time namespace, for the children",
                  "Creates a time namespace; --monotonic and --boottime set its clocks."),
    {.letter = 'f', .name = "fork", .brief = "run the program as a child",
     .manual = "Runs the program as a child and waits for it; INT and TERM do not end the wait.", .group = "Process"},
    {.name = "kill-child", .takes = cli::Argument::optional, .argument = "SIGNAL",
     .brief = "kill the child when unshare ends (implies --fork)",
     .manual = "When unshare ends, however it ends, the child gets SIGNAL, by default KILL: with --pid everything in the "
               "namespace ends. Implies --fork.", .group = "Process"},
    {.name = "forward-signals", .brief = "pass TERM and INT on to the child (implies --fork)",
     .manual = "Passes TERM and INT that unshare receives on to the child, instead of ignoring them. Implies --fork.",
     .group = "Process"},
    {.name = "mount-proc", .takes = cli::Argument::optional, .argument = "DIRECTORY", .brief = "mount /proc before the program runs (implies -m)",
     .manual = "Mounts proc(5) at DIRECTORY, by default /proc: what ps(1) needs in a new process namespace. Implies --mount.",
     .group = "Files", .complete = cli::Complete::directory},
    {.name = "mount-binfmt", .takes = cli::Argument::optional, .argument = "DIRECTORY", .brief = "mount binfmt_misc (implies -m -U)",
     .manual = "Mounts binfmt_misc at DIRECTORY, by default /proc/sys/fs/binfmt_misc: interpreters registered there count in "
               "the user namespace only (Linux 6.7). Implies --mount and --user.",
     .group = "Files", .complete = cli::Complete::directory},
    {.name = "map-user", .takes = cli::Argument::required, .argument = "UID|NAME", .brief = "map the present user to this one (implies -U)",
     .manual = "Maps the effective user to UID. The last one counts. Implies --user.", .group = "User namespace"},
    {.name = "map-users", .takes = cli::Argument::required, .argument = "INNER:OUTER:COUNT|auto|subids|all",
     .brief = "map a block of users (implies -U)",
     .manual = "Maps COUNT users from OUTER outside to those from INNER inside; may be given more than once. auto is the "
               "first block that /etc/subuid gives the user, from 0 inside; subids is the same block, mapped to itself; "
               "all maps every user that the caller's namespace knows to itself. Root writes the map, others do it by "
               "newuidmap(1). Where --map-user names an id that a block has inside or outside, it is cut out: of auto the "
               "ids behind it inside move up, of other blocks the last id stays unmapped. The old form OUTER,INNER,COUNT is understood. Implies --user.",
     .group = "User namespace", .words = kMaps},
    {.name = "map-group", .takes = cli::Argument::required, .argument = "GID|NAME", .brief = "map the present group to this one (implies -U)",
     .manual = "Maps the effective group to GID. Implies --user and --setgroups=deny.", .group = "User namespace"},
    {.name = "map-groups", .takes = cli::Argument::required, .argument = "INNER:OUTER:COUNT|auto|subids|all",
     .brief = "map a block of groups (implies -U)",
     .manual = "The same for groups, with /etc/subgid and newgidmap(1).", .group = "User namespace", .words = kMaps},
    {.letter = 'r', .name = "map-root-user", .brief = "map the present user to root (implies -U)",
     .manual = "The same as --map-user=0 --map-group=0: it gives an ordinary user the rights over the namespaces that are made "
               "along with it.", .group = "User namespace"},
    {.letter = 'c', .name = "map-current-user", .brief = "map the present user to itself (implies -U)",
     .manual = "Maps the effective user and group to themselves.", .group = "User namespace"},
    {.name = "map-auto", .brief = "the same as --map-users=auto --map-groups=auto", .group = "User namespace"},
    {.name = "map-subids", .brief = "the same as --map-users=subids --map-groups=subids", .group = "User namespace"},
    {.name = "map-foreign", .is_unlisted = true,
     .manual = "Of util-linux behind 2.42: ranges of systemd-nsresourced's. It is refused, as by an unshare that was built without them.",
     .group = "User namespace"},
    {.name = "owner", .takes = cli::Argument::required, .argument = "UID:GID", .brief = "make it the user namespace of another user (implies -U)",
     .manual = "Becomes UID and GID, without supplementary groups, before the namespaces are made: this user has all rights "
               "over them and can join them. Maps of blocks and FILEs are still made with the rights of before. Implies --user.",
     .group = "User namespace"},
    {.name = "propagation", .takes = cli::Argument::required, .brief = "how mounts travel to and from the mount namespace",
     .manual = "Sets the propagation of every mount in a new mount namespace; default private. unchanged leaves it as it was, "
               "and mounts may then travel to the caller's.", .group = "Files", .choices = kPropagations},
    {.name = "setgroups", .takes = cli::Argument::required, .brief = "allow or deny setgroups(2) in the user namespace",
     .manual = "Whether setgroups(2) is possible inside. An ordinary user must deny it to map groups without newgidmap(1).",
     .group = "User namespace", .choices = kSetgroups},
    {.name = "keep-caps", .brief = "keep the capabilities of a user namespace",
     .manual = "With --user: makes the capabilities that the namespace gave ambient, so that the program has them whoever it is.",
     .group = "Process"},
    {.letter = 'S', .name = "setuid", .takes = cli::Argument::required, .argument = "UID", .brief = "run as this user of the namespace",
     .manual = "Sets the user id inside, as the last thing before the program.", .group = "Process"},
    {.letter = 'G', .name = "setgid", .takes = cli::Argument::required, .argument = "GID", .brief = "run as this group of the namespace",
     .manual = "Sets the group id inside and drops all supplementary groups.", .group = "Process"},
    {.letter = 'R', .name = "root", .takes = cli::Argument::required, .argument = "DIRECTORY", .brief = "use this directory as the root",
     .manual = "Changes the root directory, and the working directory to its / unless --wd says otherwise.",
     .group = "Files", .complete = cli::Complete::directory},
    {.letter = 'w', .name = "wd", .takes = cli::Argument::required, .argument = "DIRECTORY", .brief = "start in this directory",
     .manual = "Changes the working directory, after the root.", .group = "Files", .complete = cli::Complete::directory},
    {.letter = 'l', .name = "load-interp", .takes = cli::Argument::required, .argument = "STRING", .brief = "register an interpreter (implies --mount-binfmt)",
     .manual = "Registers :NAME:TYPE:OFFSET:MAGIC:MASK:INTERPRETER:FLAGS with binfmt_misc. With the flag F and --root the "
               "interpreter is opened outside of the new root. Implies --mount-binfmt.", .group = "Files"},
    {.name = "monotonic", .takes = cli::Argument::required, .argument = "SECONDS", .brief = "move CLOCK_MONOTONIC (needs -T)",
     .manual = "Adds SECONDS, which may be negative, to CLOCK_MONOTONIC in the time namespace.", .group = "Clocks"},
    {.name = "boottime", .takes = cli::Argument::required, .argument = "SECONDS", .brief = "move CLOCK_BOOTTIME (needs -T)",
     .manual = "Adds SECONDS, which may be negative, to CLOCK_BOOTTIME: uptime(1).", .group = "Clocks"},
    {.name = "clear-env", .brief = "start with an empty environment",
     .manual = "Clears the environment before the program is looked up and executed.", .group = "Process"},
    {.name = "whitelist-env", .takes = cli::Argument::required, .argument = "NAME,...",
     .brief = "clear the environment but for these variables",
     .manual = "Clears the environment, but for the variables of this list. Given more than once, the lists add up.", .group = "Process"},
    cli::kHelp,
    cli::kVersion,
};
static_assert(cli::is_unambiguous(kUnshareOptions));

inline constexpr std::string_view kUnshareForms[] = {"[OPTIONS] [PROGRAM [ARGUMENTS]]"};

inline constexpr cli::Tool kUnshare{
    .name = "unshare",
    .brief = "Run a program in new namespaces.",
    .synopsis = kUnshareForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::stop,
    .operands = cli::Operands::command,
};

}  // namespace sandbox::tools

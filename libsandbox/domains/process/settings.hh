// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/process/spec.hh"

namespace sandbox::process {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.Command", .kind = Kind::list, .brief = "program and arguments",
     .manual = "The program and its arguments, never a shell. What stands on the command line is appended.",
     .assign = assign::list<&Spec::command, parse_argument>, .is_required = true},
    {.key = "Exec.Init", .kind = Kind::choice, .fallback = "builtin", .brief = "builtin or payload as PID 1",
     .manual = "builtin: a small PID 1 of ours reaps orphans, forwards signals and ends everything with the command. "
               "payload: the command itself is PID 1, with the duties and the signal rules of one.",
     .choices = kInits, .assign = assign::choice<&Spec::init, kInits>},
    {.key = "Exec.NewSession", .kind = Kind::boolean, .fallback = "true", .brief = "give the command a session of its own",
     .manual = "false: the command stays in the caller's session, with a process group of its own and without the caller's "
               "controlling terminal, as under bwrap without --new-session. On a busy machine it starts sooner: Linux schedules "
               "each session as a group (autogroup), and a new one queues behind all others. In turn the command shares the "
               "processor as part of the caller's group, whose weight it can lower by /proc/self/autogroup. A terminal of its own "
               "needs a session: with Exec.TTY = \"always\" or Exec.Boot false is refused, and \"auto\" is as \"never\": what of the "
               "caller's terminal is handed over on descriptors 0, 1 and 2 comes along.",
     .assign = assign::boolean<&Spec::new_session>, .is_required = true},
    {.key = "Exec.WorkingDirectory", .kind = Kind::path, .fallback = "the home inside", .option = "chdir",
     .argument = "DIR", .brief = "where the command starts, inside",
     .manual = "An absolute path inside the sandbox. The default is the root where the home is not there, and the report says so.", .assign = assign::parsed<&Spec::working_directory, parse_directory>},
    {.key = "Exec.Environment", .kind = Kind::map, .fallback = "PATH HOME LANG TERM USER LOGNAME SHELL", .option = "setenv",
     .letter = 'E', .argument = "NAME=VALUE", .brief = "set a variable",
     .manual = "The whole environment is PATH, HOME, LANG, TERM, USER, LOGNAME and SHELL, and what stands here. An empty "
               "value leaves a variable out. PATH is /usr/local/bin:/usr/bin:/bin; for root inside, and with Exec.Boot, "
               "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin. As an option, a name alone is one of Exec.PassEnvironment.",
     .assign = assign::map<&Spec::environment, parse_argument>},
    {.key = "Exec.PassEnvironment", .kind = Kind::list, .brief = "variables of the caller to pass on, by name",
     .manual = "Names of variables that the command gets from the caller. Those that the loader, a shell or an interpreter "
               "obeys are refused unless Exec.UnsafeEnvironment = true.",
     .assign = assign::list<&Spec::pass_environment, parse_variable>},
    {.key = "Exec.UnsafeEnvironment", .kind = Kind::boolean, .fallback = "false",
     .brief = "let loader variables such as LD_PRELOAD in",
     .manual = "Allows LD_*, *_PRELOAD, GCONV_PATH, BASH_ENV and their kin in Environment and PassEnvironment.",
     .assign = assign::boolean<&Spec::unsafe_environment>},
    {.key = "Exec.UMask", .kind = Kind::text, .fallback = "0022", .brief = "file mode creation mask, octal",
     .manual = "The mask that the command starts with.", .assign = assign::parsed<&Spec::umask, parse_umask>},
    {.key = "Exec.StandardInput", .kind = Kind::text, .fallback = "caller", .brief = "caller, null or file:PATH",
     .manual = "Where descriptor 0 comes from. caller: the caller's own. null: /dev/null, which is empty. file:PATH is a host path, "
               "opened as the caller.",
     .assign = assign::parsed<&Spec::input, parse_input>, .is_required = true},
    {.key = "Exec.StandardOutput", .kind = Kind::text, .fallback = "caller", .brief = "caller, null, journal or file:PATH",
     .manual = "Where descriptor 1 goes. caller: where the caller's goes. null: /dev/null, nowhere. file:PATH is a host path, opened "
               "as the caller, created and appended to. journal: "
               "each line becomes an entry of systemd's journal, and --explain says by which of two ways. Entry by entry: the command "
               "gets a pipe, and the supervisor sets the fields SANDBOX_NAME, SANDBOX_UNIT and SANDBOX_INVOCATION, which nothing "
               "inside can set, and others that Journal.* has; lines are cut at 48 KiB, and empty ones are left out. By a stream: a "
               "sandbox that is detached, or a service, and has neither Journal.LogExtraFields nor a limit of its own, gets "
               "journald's socket itself, and nothing stands between: lines have the writer's own process and user, only "
               "Journal.SyslogIdentifier and LogLevelMax count, the limits are journald's, and a socket cannot be opened as "
               "/dev/stdout. Either way no terminal, and the priority is ours: info, and err for Exec.StandardError. Without "
               "journald it is refused; where Sandbox.Optional has it, output stays the caller's, which for a detached sandbox is a file.",
     .assign = assign::parsed<&Spec::output, parse_output>},
    {.key = "Exec.StandardError", .kind = Kind::text, .fallback = "caller", .brief = "caller, null, journal or file:PATH",
     .manual = "Where descriptor 2 goes; as Exec.StandardOutput.", .assign = assign::parsed<&Spec::errors, parse_output>},
    {.key = "Security.KeyringMode", .kind = Kind::choice, .fallback = "private", .brief = "private or inherit",
     .manual = "private: a new, empty session keyring. inherit: the caller's.", .choices = kKeyringModes,
     .assign = assign::choice<&Spec::keyring, kKeyringModes>, .is_required = true},
};

}  // namespace sandbox::process

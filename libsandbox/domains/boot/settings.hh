// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/boot/spec.hh"

namespace sandbox::boot {

inline constexpr Setting kSettings[] = {
    {.key = "Exec.Boot", .kind = Kind::boolean, .fallback = "false", .option = "boot", .letter = 'b',
     .brief = "the command is a system's init",
     .manual = "Files.RootDirectory holds a system, and the command is its init, as PID 1: /sbin/init unless Exec.Command names another. "
               "It finds what systemd's container interface promises: $container (sandbox), $container_uuid, "
               "$container_host_id and its kin; a read-only /run/host with os-release, container-manager, container-uuid, credentials, inaccessible, the "
               "socket notify, and incoming, if it is a machine; /dev/console, a terminal of its own (sandbox-exec --console); "
               "/sys and /proc/sys read-only; a control group of its own, delegated: of cgroup v2, where other hierarchies are v1 one without "
               "controllers; the sockets that a service manager passes to sandbox-run ($LISTEN_FDS). What is "
               "not written then defaults to: Exec.Init payload; Exec.TTY always; Exec.Reboot restart, if CAP_SYS_BOOT is kept and SystemCalls.Profile is container; Exec.KillSignal SIGRTMIN+3; Exec.TimeoutStopSec 90s; Exec.User 0; "
               "User.PrivateUsers pick; Files.Sys readonly; Files.Cgroup private; Files.Home none; Resources.TasksMax 16384; "
               "Resources.DevicePolicy closed, if there is no user namespace; SystemCalls.Profile container; "
               "Security.NoNewPrivileges and Security.RestrictNamespaces false; Security.Capabilities those that systemd-nspawn(1) "
               "leaves, in a user namespace without those for the kernel's audit, which it does not let such ask.",
     .assign = assign::boolean<&Spec::boot>},
    {.key = "Exec.MachineID", .fallback = "its own, or a new one", .option = "uuid", .argument = "ID", .brief = "the system's machine-id(5), where it has none",
     .manual = "32 hexadecimal digits, or a UUID: $container_uuid and /run/host/container-uuid, which an init writes into an "
               "/etc/machine-id that is empty. \"%m\" is the host's, by which programs inside can tell where they run. Needs Exec.Boot.",
     .assign = assign::parsed<&Spec::machine_id, parse_machine_id>},
    {.key = "Exec.LoadCredential", .kind = Kind::list, .option = "load-credential", .argument = "NAME:PATH", .brief = "files of the host's that are passed in by a name",
     .manual = "Each is a read-only file NAME in $CREDENTIALS_DIRECTORY, which is /run/host/credentials with Exec.Boot, where systemd hands it on "
               "to services (LoadCredential= of systemd.exec(5)), and /run/credentials without. For root the file is idmapped if others may not read it; "
               "whoever runs as another user inside cannot read it then. In PATH \"\\:\" is a colon too, and \"\\\\\" a backslash.",
     .assign = assign::list<&Spec::credentials, parse_credential>},
};

}  // namespace sandbox::boot

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
               "$container_host_id and its kin; /run/host with os-release, container-manager and container-uuid; /dev/console, where the "
               "sandbox has a terminal; /sys and /proc/sys read-only; a control group of its own, delegated (so it needs cgroup v2). What is "
               "not written then defaults to: Exec.Init payload; Exec.KillSignal SIGRTMIN+3; Exec.TimeoutStopSec 90s; Exec.User 0; "
               "User.PrivateUsers pick; Files.Sys readonly; Files.Cgroup private; Files.Home none; Resources.TasksMax 16384; "
               "Resources.DevicePolicy closed, if there is no user namespace; SystemCalls.Profile container; "
               "Security.NoNewPrivileges and Security.RestrictNamespaces false; Security.Capabilities those that systemd-nspawn(1) "
               "leaves.",
     .assign = assign::boolean<&Spec::boot>},
    {.key = "Exec.MachineID", .fallback = "a new one", .argument = "ID", .brief = "the system's machine-id(5), where it has none",
     .manual = "32 hexadecimal digits, or a UUID: $container_uuid and /run/host/container-uuid, which an init writes into an "
               "/etc/machine-id that is empty. \"%m\" is the host's, by which programs inside can tell where they run. Needs Exec.Boot.",
     .assign = assign::parsed<&Spec::machine_id, parse_machine_id>},
};

}  // namespace sandbox::boot

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/cgroups/spec.hh"

namespace sandbox::cgroups {

inline constexpr Setting kSettings[] = {
    {.key = "Resources.CPUQuota", .kind = Kind::percent, .fallback = "infinity", .argument = "PERCENT",
     .brief = "processor time, in percent of one processor",
     .manual = "At most so much processor time for all processes together: \"50%\" is half a processor, \"200%\" two, \"infinity\" "
               "no limit, and \"0.1%\" the least. cpu.max, on cgroup v1 cpu.cfs_quota_us.",
     .assign = assign::parsed<&Spec::cpu_quota, parse_quota>},
    {.key = "Resources.CPUQuotaPeriodSec", .kind = Kind::duration, .fallback = "100ms", .argument = "TIME",
     .brief = "over which time Resources.CPUQuota is measured",
     .manual = "1ms to 1s. Shorter spreads the time more evenly, and costs more. The kernel takes no quota of less than 1ms in it: "
               "below 1% the default is as long as that needs, and a period that is written is refused.",
     .assign = assign::read<&Spec::cpu_quota_period, parse_period>},
    {.key = "Resources.CPUWeight", .kind = Kind::integer, .fallback = "100", .argument = "N",
     .brief = "share of the processor among siblings, or \"idle\"",
     .manual = "1 to 10000, where 100 is everybody's; \"idle\": only time that nobody else wants. cpu.weight and cpu.idle, on "
               "cgroup v1 cpu.shares (1024 for 100). In a scope of systemd's it is the scope's, beside others in Resources.Slice; there \"idle\" needs systemd 252.",
     .choices = kWeightWords, .assign = assign::read<&Spec::cpu_weight, parse_cpu_weight>},
    {.key = "Resources.AllowedCPUs", .kind = Kind::text, .fallback = "the caller's", .argument = "LIST",
     .brief = "processors that may be used, such as \"0-3,8\"",
     .manual = "cpuset.cpus. The processes cannot leave them, as they could with Resources.CPUAffinity.",
     .assign = assign::parsed<&Spec::allowed_cpus, parse_number_list>},
    {.key = "Resources.AllowedMemoryNodes", .kind = Kind::text, .fallback = "the caller's", .argument = "LIST",
     .brief = "memory nodes that may be used",
     .manual = "cpuset.mems.", .assign = assign::parsed<&Spec::allowed_memory_nodes, parse_number_list>},
    {.key = "Resources.MemoryMin", .kind = Kind::size, .fallback = "0", .brief = "memory that is never reclaimed",
     .manual = "memory.min: bytes, or percent of the machine's. Not on cgroup v1. The kernel protects no group better than those that "
               "it lies in: a scope of systemd's has it too, a slice has to be given it.",
     .assign = assign::read<&Spec::memory_min, parse_amount>},
    {.key = "Resources.MemoryLow", .kind = Kind::size, .fallback = "0", .brief = "memory that is reclaimed last",
     .manual = "memory.low: bytes, or percent of the machine's. Not on cgroup v1. For the groups above see Resources.MemoryMin.",
     .assign = assign::read<&Spec::memory_low, parse_amount>},
    {.key = "Resources.MemoryHigh", .kind = Kind::size, .fallback = "infinity", .brief = "memory above which processes are slowed",
     .manual = "memory.high: above it processes are throttled and their memory reclaimed, and nothing is killed. Not on "
               "cgroup v1, whose soft limit pushes nobody back.",
     .assign = assign::read<&Spec::memory_high, parse_amount>},
    {.key = "Resources.MemoryMax", .kind = Kind::size, .fallback = "50%, where a group is made", .option = "memory-max",
     .brief = "memory of all processes together",
     .manual = "memory.max, on cgroup v1 memory.limit_in_bytes: bytes, percent of the machine's, or \"infinity\". The kernel "
               "kills when there is no room: see Resources.OOMPolicy; what is to be slowed down before has Resources.MemoryHigh, too. The default counts where some other key needs a group.",
     .assign = assign::read<&Spec::memory_max, parse_amount>},
    {.key = "Resources.MemorySwapMax", .kind = Kind::size, .fallback = "0, where a group is made", .brief = "swap of all processes together",
     .manual = "memory.swap.max; on cgroup v1 memory.memsw.limit_in_bytes is this and Resources.MemoryMax together.",
     .assign = assign::read<&Spec::memory_swap_max, parse_amount>},
    {.key = "Resources.MemoryZSwapMax", .kind = Kind::size, .fallback = "infinity", .brief = "compressed swap in memory",
     .manual = "memory.zswap.max. Not on cgroup v1.", .assign = assign::read<&Spec::memory_zswap_max, parse_amount>},
    {.key = "Resources.IOWeight", .kind = Kind::integer, .fallback = "100", .argument = "N", .brief = "share of the disks among siblings",
     .manual = "1 to 10000. io.weight or io.bfq.weight, on cgroup v1 blkio.weight or blkio.bfq.weight: the kernel has them "
               "only with the right scheduler. In a scope of systemd's as Resources.CPUWeight.",
     .assign = assign::read<&Spec::io_weight, parse_io_weight>},
    {.key = "Resources.IODeviceWeight", .kind = Kind::list, .argument = "PATH N", .brief = "the same for one device",
     .manual = "\"PATH WEIGHT\": a block device, or a file on it. In a scope of systemd's as Resources.CPUWeight.",
     .assign = assign::list<&Spec::io_device_weight, parse_device_weight>},
    {.key = "Resources.IOReadBandwidthMax", .kind = Kind::list, .argument = "PATH BYTES", .brief = "bytes a second read from a device",
     .manual = "\"PATH BYTES\", K, M, G to base 1000: a block device, or a file on it. io.max rbps, on cgroup v1 "
               "blkio.throttle.read_bps_device.",
     .assign = assign::list<&Spec::io_read_bandwidth, parse_bandwidth>},
    {.key = "Resources.IOWriteBandwidthMax", .kind = Kind::list, .argument = "PATH BYTES", .brief = "bytes a second written to a device",
     .manual = "As Resources.IOReadBandwidthMax. cgroup v1 counts only what bypasses the page cache.",
     .assign = assign::list<&Spec::io_write_bandwidth, parse_bandwidth>},
    {.key = "Resources.IOReadIOPSMax", .kind = Kind::list, .argument = "PATH N", .brief = "reads a second from a device",
     .manual = "As Resources.IOReadBandwidthMax, in operations.", .assign = assign::list<&Spec::io_read_iops, parse_iops>},
    {.key = "Resources.IOWriteIOPSMax", .kind = Kind::list, .argument = "PATH N", .brief = "writes a second to a device",
     .manual = "As Resources.IOWriteBandwidthMax, in operations.", .assign = assign::list<&Spec::io_write_iops, parse_iops>},
    {.key = "Resources.OOMPolicy", .kind = Kind::choice, .fallback = "kill", .brief = "after a kill for memory: continue, stop or kill",
     .manual = "What becomes of the others when the kernel has killed one process for memory. continue: nothing. stop: the "
               "command gets Exec.KillSignal, and who is left after Exec.TimeoutStopSec is killed. kill: all are killed, by "
               "memory.oom.group, on cgroup v1 by the supervisor.",
     .choices = kOomPolicies, .assign = assign::choice<&Spec::oom_policy, kOomPolicies>},
    {.key = "Resources.DevicePolicy", .kind = Kind::choice, .fallback = "closed", .brief = "strict, closed or auto",
     .manual = "Which devices may be opened, whatever nodes there are. strict: those of Resources.DeviceAllow. closed: and "
               "/dev/null, zero, full, random, urandom, tty, ptmx and terminals. auto: all, or if Resources.DeviceAllow lists "
               "some as closed. Unless written, what is in the sandbox's own /dev decides, and no group is made for it. Root only.",
     .choices = kDevicePolicies, .assign = assign::choice<&Spec::device_policy, kDevicePolicies>},
    {.key = "Resources.DeviceAllow", .kind = Kind::list, .argument = "DEVICE [rwm]", .brief = "devices that may be opened",
     .manual = "\"/dev/NODE rw\", \"char-DRIVER\", \"block-*\": reading, writing, making nodes; all three unless said. It brings no "
               "node into /dev: Files.Bind does. devices.allow on cgroup v1, a BPF program on v2.",
     .assign = assign::list<&Spec::device_allow, parse_device_rule>},
    {.key = "Resources.Slice", .kind = Kind::text, .fallback = "sandbox.slice, under systemd", .option = "slice", .letter = 'S', .argument = "NAME.slice",
     .brief = "the group that the sandbox's group lies in",
     .manual = "On cgroup v2 under systemd the sandbox's group lies in a delegated scope, which the system's manager makes in "
               "this slice, or for an ordinary user the user's own. No scope is needed where the group above the caller's is "
               "delegated, nor on v1: there the slice is a directory, made when somebody writes this key; without it the "
               "sandbox's group lies directly in the caller's (v1) or beside it (v2).",
     .assign = assign::parsed<&Spec::slice, parse_slice>},
    {.key = "Resources.Raw", .kind = Kind::map, .brief = "files of cgroup v2: name = content",
     .manual = "Written as they are after everything else, such as {\"cpu.uclamp.max\" = \"50\"}. Not on cgroup v1.",
     .assign = assign::map<&Spec::raw, parse_raw>},
    {.key = "Resources.Delegate", .kind = Kind::boolean, .fallback = "false", .brief = "hand the control group to the sandbox's user",
     .manual = "The sandbox gets every controller that this host can hand on, and its user owns the group: what runs inside may make "
               "groups below it and share out what the sandbox has; the sandbox's own limits stay out of reach. Files.Cgroup = "
               "\"private\" shows the group inside. Cgroup v2 only: v1 has no safe way to hand a group on.",
     .assign = assign::boolean<&Spec::delegate>},
    {.key = "Resources.DelegateSubgroup", .fallback = "none", .argument = "NAME", .brief = "the group below it that the command begins in",
     .manual = "PID 1 and the command begin in this group, so that the sandbox's own has no processes and can hand controllers on at "
               "once. It goes with Resources.Delegate or Files.Cgroup = \"private\".",
     .assign = assign::parsed<&Spec::subgroup, parse_subgroup>},
    {.key = "Files.Cgroup", .kind = Kind::choice, .fallback = "none", .brief = "none, readonly or private: its groups on /sys/fs/cgroup",
     .manual = "readonly: the sandbox sees its own groups, from a cgroup namespace of its own, as their root. private: it may also make "
               "groups of its own; that implies Resources.Delegate, and so cgroup v2. On v1 each hierarchy that the sandbox has "
               "a group in is a directory by its controllers. On a hybrid host readonly shows those, with v2's group as the directory "
               "unified beside them; private shows v2's group alone, on /sys/fs/cgroup itself, without the controllers that v1 has.",
     .choices = kViews, .assign = assign::choice<&Spec::view, kViews>},
};

}  // namespace sandbox::cgroups

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/assign.hh"
#include "domains/limits/spec.hh"

namespace sandbox::limits {

/// A row of an rlimit: all sixteen read alike.
template <auto member>
constexpr Setting limit_row(std::string_view key, std::string_view fallback, std::string_view brief,
                            std::string_view manual) {
    return {.key = key, .kind = Kind::size, .fallback = fallback, .brief = brief, .manual = manual,
            .assign = assign::read<member, parse_limit>};
}

inline constexpr Setting kSettings[] = {
    limit_row<&Spec::as>("Resources.LimitAS", "the caller's", "bytes of address space",
                         "RLIMIT_AS of each process: SOFT:HARD or one value for both, with K, M, G, or infinity. As with each limit here, "
                         "above the caller's own hard limit it needs CAP_SYS_RESOURCE on the host."),
    limit_row<&Spec::core>("Resources.LimitCORE", "0", "bytes of a core file", "RLIMIT_CORE. 0: no core files."),
    limit_row<&Spec::cpu>("Resources.LimitCPU", "the caller's", "seconds of CPU time of each process",
                          "RLIMIT_CPU, in seconds: SIGXCPU at the soft limit, SIGKILL at the hard one."),
    limit_row<&Spec::data>("Resources.LimitDATA", "the caller's", "bytes of data segment", "RLIMIT_DATA."),
    limit_row<&Spec::fsize>("Resources.LimitFSIZE", "the caller's", "bytes of the largest file",
                            "RLIMIT_FSIZE: SIGXFSZ when a file would grow beyond it."),
    limit_row<&Spec::locks>("Resources.LimitLOCKS", "the caller's", "file locks", "RLIMIT_LOCKS; Linux ignores it."),
    limit_row<&Spec::memlock>("Resources.LimitMEMLOCK", "64K", "bytes locked into memory", "RLIMIT_MEMLOCK."),
    limit_row<&Spec::msgqueue>("Resources.LimitMSGQUEUE", "the caller's", "bytes of POSIX message queues",
                               "RLIMIT_MSGQUEUE."),
    limit_row<&Spec::nice>("Resources.LimitNICE", "0", "how far the nice value may be lowered", "RLIMIT_NICE."),
    limit_row<&Spec::nofile>("Resources.LimitNOFILE", "1024:4096", "open descriptors of each process",
                             "RLIMIT_NOFILE. The default is lowered to the caller's own hard limit if that is smaller."),
    limit_row<&Spec::nproc>("Resources.LimitNPROC", "Resources.TasksMax", "processes of the user",
                            "RLIMIT_NPROC, in the place of the one that Resources.TasksMax would be; where a control group limits the "
                            "tasks, that holds as well. What it counts is said there."),
    limit_row<&Spec::rss>("Resources.LimitRSS", "the caller's", "resident bytes", "RLIMIT_RSS; Linux ignores it."),
    limit_row<&Spec::rtprio>("Resources.LimitRTPRIO", "0", "highest real-time priority", "RLIMIT_RTPRIO."),
    limit_row<&Spec::rttime>("Resources.LimitRTTIME", "the caller's", "microseconds of real-time CPU without a pause",
                             "RLIMIT_RTTIME."),
    limit_row<&Spec::sigpending>("Resources.LimitSIGPENDING", "the caller's", "queued signals", "RLIMIT_SIGPENDING."),
    limit_row<&Spec::stack>("Resources.LimitSTACK", "the caller's", "bytes of stack", "RLIMIT_STACK."),
    {.key = "Resources.TasksMax", .kind = Kind::integer, .fallback = "512", .argument = "N",
     .brief = "processes and threads at once",
     .manual = "At most N tasks: pids.max, where another key needs a control group. Without one it is RLIMIT_NPROC, which counts the sandbox's own user "
               "namespace. Without such a namespace (User.PrivateUsers = \"no\") it counts all that its user runs on the host, of which "
               "--explain has a note. It binds nobody who is the host's root (\"no\" or \"self\" as root).",
     .assign = assign::integer<&Spec::tasks_max, 1>},
    {.key = "Resources.Nice", .kind = Kind::integer, .fallback = "0", .argument = "N",
     .brief = "nice value, -20 to 19",
     .manual = "The nice value of the command. Below the caller's own it needs CAP_SYS_NICE on the host.",
     .assign = assign::integer<&Spec::niceness, -20, 19>},
    {.key = "Resources.CPUAffinity", .kind = Kind::list, .fallback = "the caller's", .argument = "CPU[-CPU]",
     .brief = "processors that the command starts on",
     .manual = "Processors by number, such as [\"0-3\", \"7\"]: sched_setaffinity(2). What the machine has not, or "
               "Resources.AllowedCPUs does not allow, is left out, as the kernel does it; if nothing is left, the launch is "
               "refused. The command may change it again, as far as Resources.AllowedCPUs lets it.",
     .assign = assign::list<&Spec::cpu_affinity, parse_processors>},
    {.key = "Resources.Tier", .kind = Kind::choice, .fallback = "app", .argument = "TIER",
     .brief = "how important it is: batch, app or system",
     .manual = "batch: the first to go when memory is short (Resources.OOMScoreAdjust = 800), with half of everybody's share. "
               "app: as anything else here (100). system: the last (-500), with twice the share, and a tenth of the machine's "
               "memory is reclaimed from it last. The shares are Resources.CPUWeight, IOWeight and MemoryLow: they are set "
               "where some other key needs a group and the host can do them. Each is only a default: the key itself wins.",
     .choices = kTiers, .assign = assign::choice<&Spec::tier, kTiers>},
    {.key = "Resources.OOMScoreAdjust", .kind = Kind::integer, .fallback = "100, or Resources.Tier's", .option = "oom-score-adjust", .argument = "N",
     .brief = "how soon the out-of-memory killer takes it",
     .manual = "oom_score_adj, -1000 (never) to 1000 (first). Below the caller's own it needs CAP_SYS_RESOURCE on the host. The "
               "default gives way to the caller's own if that is higher; the report says so.",
     .assign = assign::integer<&Spec::oom_score_adjust, -1000, 1000>},
};

}  // namespace sandbox::limits

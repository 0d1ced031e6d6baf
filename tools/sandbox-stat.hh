// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-stat's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxStatOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'a', .name = "all", .brief = "every figure that there is, a line each"},
    {.letter = 'w', .name = "watch", .takes = cli::Argument::optional, .argument = "SECONDS",
     .brief = "again and again, every second or so many",
     .manual = "Prints again every SECONDS (default 1) until it is ended, or no sandbox is left; of those named, what has ended is left out."},
    {.letter = 'J', .name = "json", .brief = "print a JSON array",
     .manual = "Prints a JSON array of objects: name, and each figure by its name, which has the unit; reset-microseconds, since 1970, "
               "where --reset was, which the counters are since then. With --since-start they are since the start, and it is not there."},
    {.name = "openmetrics", .brief = "print OpenMetrics text",
     .manual = "Prints families sandbox_FIGURE with the label \"name\", for a collector of metrics. Its counters are since the "
               "sandbox's start, whatever --reset did: a counter does not go back."},
    {.name = "reset", .brief = "print, then count anew",
     .manual = "Prints what there is for the named sandboxes and remembers their counters, which are the same figures: from then on those "
               "of processor time, disks, throttling, pressure, what was refused and who was killed are shown since then, in a "
               "table with a column SINCE. What does not only grow (memory, tasks, their peaks) is as it is. The kernel sets no counter of a "
               "group back, so they are kept in the sandbox's entry, and count for this run of it: after a restart they are not used, which is "
               "said. It is for whoever may change the sandbox with sandbox-set(1), and for one with a control group."},
    {.name = "since-start", .brief = "all since the start, whatever --reset did"},
};
static_assert(cli::is_unambiguous(kSandboxStatOptions));

inline constexpr std::string_view kSandboxStatForms[] = {"[OPTIONS] [NAME...]"};

inline constexpr cli::Tool kSandboxStat{
    .name = "sandbox-stat",
    .brief = "Tell what sandboxes use.",
    .synopsis = kSandboxStatForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

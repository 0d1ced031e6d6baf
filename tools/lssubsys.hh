// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// lssubsys's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kLssubsysOptions[] = {
    {.letter = 'a', .name = "all", .brief = "list controllers that are not mounted, too"},
    {.letter = 'i', .name = "hierarchies", .brief = "print the numbers of hierarchies"},
    {.letter = 'm', .name = "mount-points", .brief = "print where they are mounted"},
    {.letter = 'M', .name = "all-mount-points", .brief = "print all places where they are mounted"},
    {.name = "json", .brief = "print JSON"},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kLssubsysOptions));

inline constexpr std::string_view kLssubsysForms[] = {"[OPTIONS] [CONTROLLER]..."};

inline constexpr cli::Tool kLssubsys{
    .name = "lssubsys",
    .brief = "List information about given controller(s), or about all mounted ones.",
    .synopsis = kLssubsysForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

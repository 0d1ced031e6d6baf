// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// cgsnapshot's words: the options of libcgroup 3. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kCgsnapshotOptions[] = {
    {.letter = 'b', .name = "denylist", .takes = cli::Argument::required, .argument = "FILE", .brief = "variables that are left out",
     .manual = "Leaves out the variables that FILE names, one a line. Default: /etc/cgsnapshot_denylist.conf, or "
               "/etc/cgsnapshot_blacklist.conf, one of which must be there.",
     .complete = cli::Complete::file},
    {.name = "blacklist", .takes = cli::Argument::required, .argument = "FILE", .brief = "--denylist, as libcgroup 2 calls it",
     .complete = cli::Complete::file},
    {.letter = 'w', .name = "allowlist", .takes = cli::Argument::required, .argument = "FILE", .brief = "variables without a warning",
     .manual = "Variables that FILE names are printed without a warning, and with -t are the only ones.", .complete = cli::Complete::file},
    {.name = "whitelist", .takes = cli::Argument::required, .argument = "FILE", .brief = "--allowlist, as libcgroup 2 calls it",
     .complete = cli::Complete::file},
    {.letter = 'f', .name = "file", .takes = cli::Argument::required, .argument = "FILE", .brief = "write to FILE", .complete = cli::Complete::file},
    {.letter = 's', .name = "silent", .brief = "no warnings"},
    {.letter = 't', .name = "strict", .brief = "leave out what -w does not name"},
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
};
static_assert(cli::is_unambiguous(kCgsnapshotOptions));

inline constexpr std::string_view kCgsnapshotForms[] = {"[OPTIONS] [CONTROLLER...]"};

inline constexpr cli::Tool kCgsnapshot{
    .name = "cgsnapshot",
    .brief = "Print the cgroups that there are as a cgconfig.conf.",
    .synopsis = kCgsnapshotForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-report's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxReportOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'n', .name = "count", .takes = cli::Argument::required, .argument = "COUNT",
     .brief = "the last COUNT reports, the newest at the end"},
    {.letter = 'J', .name = "json", .brief = "print each as a line of JSON",
     .manual = "An object with name, unit, ended (microseconds since 1970) and report, which is the object that sandbox-run "
               "--json-status-fd writes at the end."},
};
static_assert(cli::is_unambiguous(kSandboxReportOptions));

inline constexpr std::string_view kSandboxReportForms[] = {"[OPTIONS] NAME"};

inline constexpr cli::Tool kSandboxReport{
    .name = "sandbox-report",
    .brief = "Print how a sandbox ended, and why.",
    .synopsis = kSandboxReportForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::ended_sandbox,
};

}  // namespace sandbox::tools

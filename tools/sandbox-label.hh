// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

/// sandbox-label's own words; its manual and completion read them too.
namespace sandbox::tools {

inline constexpr cli::Option kSandboxLabelOptions[] = {
    {.letter = 'h', .name = "help", .brief = "print this help and exit"},
    {.name = "version", .brief = "print the version and exit"},
    {.letter = 'J', .name = "json", .brief = "print the labels of a sandbox as JSON",
     .manual = "An object with the members process, files and terminal; empty strings for a sandbox that has no label of its own."},
    {.letter = 'f', .name = "for", .takes = cli::Argument::required, .argument = "NAME", .brief = "label files as those of a running sandbox",
     .manual = "Gives the files the label of the files of the sandbox NAME: no other sandbox may touch them. Its pair of categories is "
               "another's when it has ended."},
    {.letter = 's', .name = "shared", .brief = "label files as those of any sandbox",
     .manual = "Gives the files a label with which any sandbox may use them, as its owner and mode allow."},
    {.letter = 'r', .name = "restore", .brief = "label files as the policy would have them",
     .manual = "Gives the files the labels that they would have without sandboxes, as restorecon(8) does."},
    {.letter = 'l', .name = "list", .brief = "print the labels of files", .manual = "Prints a line a file: its label, a blank, its path."},
};
static_assert(cli::is_unambiguous(kSandboxLabelOptions));

inline constexpr std::string_view kSandboxLabelForms[] = {"[--json] NAME", "--for NAME PATH...", "--shared|--restore|--list PATH..."};

inline constexpr cli::Tool kSandboxLabel{
    .name = "sandbox-label",
    .brief = "Print the SELinux labels of a sandbox, or label files for sandboxes.",
    .synopsis = kSandboxLabelForms,
    .messages = cli::Messages::nearest,
    .order = cli::Order::permute,
    .operands = cli::Operands::files,
};

}  // namespace sandbox::tools

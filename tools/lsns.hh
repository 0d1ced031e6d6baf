// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/column.hh"
#include "cli/option.hh"

#include <algorithm>
#include <array>

/// lsns's words: the options of util-linux 2.42. Its manual and completion read them too.
namespace sandbox::tools {

inline constexpr std::string_view kNamespaceTypes[] = {"mnt", "net", "ipc", "user", "pid", "uts", "cgroup", "time"};
inline constexpr auto kColumnNames = [] {
    std::array<std::string_view, lsns::kColumns.size()> names;
    std::ranges::transform(lsns::kColumns, names.begin(), [](const auto& column) { return column.heading.name; });
    return names;
}();
inline constexpr std::string_view kNamespaceTrees[] = {"parent", "owner", "process"};

inline constexpr cli::Option kLsnsOptions[] = {
    {.letter = 'J', .name = "json", .brief = "print JSON",
     .manual = "Prints one JSON object. Lines below others of a tree are in the \"children\" of those. Excludes --raw."},
    {.letter = 'l', .name = "list", .brief = "print a list, not a tree"},
    {.letter = 'u', .name = "notruncate", .brief = "do not cut lines at the terminal's edge"},
    {.letter = 'n', .name = "noheadings", .brief = "print no headings"},
    {.letter = 'o', .name = "output", .takes = cli::Argument::required, .argument = "LIST", .brief = "print these columns",
     .manual = "Prints the columns of LIST, separated by commas, in any case; with a \"+\" in front, behind the usual ones. "
               "--list-columns says which there are. Who reads the output by a program should name its columns.",
     .words = kColumnNames, .complete = cli::Complete::list},
    {.name = "output-all", .brief = "print all columns of util-linux",
     .manual = "Prints all columns but UNIT and MACHINE, which util-linux does not have."},
    {.letter = 'P', .name = "persistent", .brief = "print only namespaces without a process",
     .manual = "Prints only namespaces without a process: a file, another namespace, or a descriptor of a process outside holds "
               "them, of the namespace or of a socket in it."},
    {.letter = 'p', .name = "task", .takes = cli::Argument::required, .argument = "PID",
     .brief = "print only the namespaces of this process"},
    {.letter = 'Q', .name = "filter", .takes = cli::Argument::required, .argument = "EXPRESSION",
     .brief = "print only lines for which this is true",
     .manual = "Prints only the lines for which EXPRESSION is true. It compares columns, \"texts\" and numbers by ==, !=, <, <=, "
               ">, >= (or eq, ne, lt, le, gt, ge), matches regular expressions by =~ and !~, and is joined by &&, ||, ! (and, "
               "or, not) and parentheses. The columns need not be printed.",
     .words = kColumnNames},
    {.letter = 'r', .name = "raw", .brief = "print one blank between columns",
     .manual = "Prints one blank between columns; a blank within is \\x20. Excludes --json."},
    {.letter = 't', .name = "type", .takes = cli::Argument::required, .argument = "TYPE",
     .brief = "print only namespaces of this type", .manual = "May be given more than once. With net, NETNSID and NSFS are printed too.",
     .choices = kNamespaceTypes},
    {.letter = 'W', .name = "nowrap", .brief = "print one line each",
     .manual = "Prints the files in NSFS in one line, with commas between."},
    {.letter = 'T', .name = "tree", .takes = cli::Argument::optional, .argument = "RELATION",
     .brief = "print a tree by this relation",
     .manual = "Prints a tree: of namespaces below their parent, of namespaces below the user namespace that owns them "
               "(the default of RELATION), or of processes below their parent (the default without this option). The first "
               "two show namespaces without a process too, where others descend from them.",
     .choices = kNamespaceTrees},
    {.letter = 'H', .name = "list-columns", .brief = "print the names of the columns",
     .manual = "Prints the names of the columns, their types and what is in them, with --json or --raw before it in that form."},
    cli::kHelp,
    cli::kVersion,
};
static_assert(cli::is_unambiguous(kLsnsOptions));

inline constexpr std::string_view kLsnsForms[] = {"[OPTIONS] [NAMESPACE]"};

inline constexpr cli::Tool kLsns{
    .name = "lsns",
    .brief = "List namespaces, or the processes in one.",
    .synopsis = kLsnsForms,
    .messages = cli::Messages::getopt,
    .order = cli::Order::permute,
    .operands = cli::Operands::none,
};

}  // namespace sandbox::tools

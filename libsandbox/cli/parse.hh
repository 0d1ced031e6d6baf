// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

#include <optional>

namespace sandbox::cli {

/// One option as it stood on the command line.
struct Parsed {
    const Option* option;                       ///< in the table that was given to parse()
    std::optional<std::string_view> argument{}; ///< the bytes in argv; none where none was given
    std::string typed{};                        ///< "--bind", "-b", "--no-read-only": for Origin::option
    bool negated = false;                       ///< it was --no-NAME

    /// What to assign to the row: the argument, or what it means alone: "true" and "false" of a boolean.
    std::string_view text() const { return argument ? *argument : negated ? "false" : option->alone.empty() ? "true" : option->alone; }
};

/// A command line, read. Its views and pointers go into argv, whose bytes they leave as they are.
struct CommandLine {
    std::vector<Parsed> options{};  ///< in their order
    std::vector<char*> operands{};  ///< in their order, without the "--" that ended the options
    /// How many operands stood before that "--"; none if there was no "--".
    std::optional<std::size_t> before_separator{};

    /// The last of the options with this name, or null.
    const Parsed* find(std::string_view name) const;
};

/// Usage error: both options are there. By their names.
Result<void> exclude(const CommandLine& line, std::string_view one, std::string_view other);

/// Reads `args` (args[0] is the program) by getopt_long(3): abbreviations, --name=x, -nx, "--".
/// A wrong option is Fault::usage; with Messages::getopt its line has been printed then, and try_help() remains to do.
/// Not for two threads at once: getopt_long has one state.
Result<CommandLine> parse(const Tool& tool, std::span<const Option> options, std::span<char* const> args);

/// What a tool does with an option as soon as it is met; false ends the reading.
using Seen = Result<bool> (*)(void* context, const Parsed& option);

/// parse(), for the classic tools: what is wrong with an argument is told before what is wrong with an option behind it.
Result<CommandLine> parse(const Tool& tool, std::span<const Option> options, std::span<char* const> args, Seen seen,
                          void* context);

}  // namespace sandbox::cli

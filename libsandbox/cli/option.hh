// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/setting.hh"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Everything between argv and a tool: options, help, manual, completion, schema, main. Knows no unit and no domain.
namespace sandbox::cli {

/// Whether an option is followed by an argument; the words are getopt_long(3)'s.
enum class Argument { none, required, optional };

/// What a shell offers in the place of an argument.
enum class Complete {
    nothing,
    file,
    directory,
    key,   ///< "Section.Key=" of the settings
    list,  ///< some of the option's words, with commas between them, and perhaps a "+" in front
};

/// One option of a tool. A tool has a constexpr table of them, to which options_of() adds those of the settings.
struct Option {
    char letter = 0;                    ///< short option, or 0
    std::string_view name{};            ///< long option without "--"; empty: only the letter
    Argument takes = Argument::none;
    bool letter_alone = false;          ///< the letter takes no argument: -m, --mount[=FILE]
    bool negatable = false;             ///< --no-NAME exists too
    bool is_unlisted = false;           ///< taken, and told of in the manual alone
    bool is_refused = false;            ///< another program's: not taken, and `brief` says why, and what will do
    std::string_view argument{};        ///< what --help calls the argument; empty: the choices, or by the row's kind
    std::string_view brief{};           ///< one line of --help, lower case, no full stop
    std::string_view manual{};          ///< the man page's paragraph; empty: the brief
    std::string_view group{};           ///< heading in --help and in the manual; empty: "Options"
    std::span<const std::string_view> choices{};  ///< all that the argument may be
    std::span<const std::string_view> words{};    ///< what a shell offers where it may be other things, too
    Complete complete = Complete::nothing;
    const Setting* row = nullptr;       ///< the setting that the option assigns to
    std::string_view key{};             ///< the key of one that it assigns to under another name than the row's, or in other words
    std::string_view alone{};           ///< what it assigns without an argument; empty: "true"
};

/// What the words behind the options are; completion offers accordingly.
enum class Operands {
    none,
    files,
    command,          ///< a program, then its arguments
    unit_or_command,  ///< a unit's name, or "--" and a program
    sandbox,          ///< names of running sandboxes
    ended_sandbox,    ///< those, and of ended ones that left something
    sandbox_keys,     ///< one of them, then "Key=" of what can change while it runs
    sandbox_command,  ///< one of them, then a program and its arguments
};

/// Who says that an option is wrong, and how.
enum class Messages {
    getopt,   ///< getopt_long(3) prints its own line, as the originals of the classic tools do
    nearest,  ///< one line of ours, with the nearest name
};

/// Where options may stand.
enum class Order {
    stop,     ///< before the first operand
    permute,  ///< anywhere before "--"
};

/// What a tool says about itself.
struct Tool {
    std::string_view name;
    std::string_view brief;                                     ///< one sentence, with its full stop
    std::span<const std::string_view> synopsis{};               ///< behind the name: "[OPTIONS] UNIT"
    Messages messages = Messages::nearest;
    Order order = Order::stop;
    Operands operands = Operands::none;
    std::span<const std::string_view> unit_directories{};       ///< where NAME.toml are; "~/" is the home directory
};

/// The two that every tool has.
inline constexpr Option kHelp{.letter = 'h', .name = "help", .brief = "print this help and exit"};
inline constexpr Option kVersion{.letter = 'V', .name = "version", .brief = "print the version and exit"};

/// The options of the rows that have one: a boolean is --NAME and --no-NAME, all else takes an argument, by the name alone and glued
/// where it can do without.
/// They point at the rows, which must outlive them.
std::vector<Option> options_of(std::span<const Setting> rows);

/// What --help and the manual call the option's argument: "SIZE", "none|private".
std::string argument_name(const Option& option);

/// The heading of the option.
constexpr std::string_view group_of(const Option& option) {
    return option.group.empty() ? std::string_view("Options") : option.group;
}

/// The values in their order, without those that came before.
std::vector<std::string_view> distinct(std::vector<std::string_view> values);

/// The headings, in the order of first appearance.
std::vector<std::string_view> groups_of(std::span<const Option> options);

/// Whether one of the option's forms is `name` without "--".
constexpr bool has_name(const Option& option, std::string_view name) {
    if (option.name.empty()) return false;
    return option.name == name ||
           (option.negatable && name.starts_with("no-") && name.substr(3) == option.name);
}

/// Whether no letter and no name (nor its "no-" form) stands for two options.
/// For static_assert, and for tests of joined tables.
constexpr bool is_unambiguous(std::span<const Option> options) {
    for (std::size_t a = 0; a < options.size(); ++a) {
        if (options[a].letter == 0 && options[a].name.empty()) return false;
        for (std::size_t b = 0; b < options.size(); ++b) {
            if (a == b) continue;
            if (options[a].letter != 0 && options[a].letter == options[b].letter) return false;
            if (has_name(options[b], options[a].name)) return false;
        }
    }
    return true;
}

}  // namespace sandbox::cli

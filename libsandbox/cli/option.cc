// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/option.hh"

#include <algorithm>
#include <cstddef>

namespace sandbox::cli {

/// Longer lists of choices are told in the manual, not in the place of the argument.
static constexpr std::size_t kChoicesWidth = 26;

/// The argument's name says where a path is meant, as in "SOURCE[:TARGET]": a path in a list has no other sign.
static Complete completion_of(const Setting& row) {
    if (row.argument.starts_with("DIR")) return Complete::directory;
    for (std::string_view word : {"FILE", "PATH", "SOURCE", "SRC"})
        if (row.argument.starts_with(word)) return Complete::file;
    return row.kind == Kind::path ? Complete::file : Complete::nothing;
}

static Option option_of(const Setting& row) {
    bool boolean = row.kind == Kind::boolean;
    return {.letter = row.letter,
            .name = row.option,
            .takes = boolean ? Argument::none : row.alone.empty() ? Argument::required : Argument::optional,
            .letter_alone = !row.alone.empty(),
            .negatable = boolean,
            .argument = row.argument,
            .brief = row.brief,
            .manual = row.manual,
            .group = row.section(),
            .choices = row.choices,
            .complete = completion_of(row),
            .row = &row,
            .alone = row.alone};
}

std::vector<Option> options_of(std::span<const Setting> rows) {
    std::vector<Option> options;
    for (const Setting& row : rows)
        if (!row.option.empty()) options.push_back(option_of(row));
    return options;
}

static std::string_view argument_of(Kind kind) {
    switch (kind) {
    case Kind::boolean: return "BOOLEAN";
    case Kind::integer: return "NUMBER";
    case Kind::size: return "SIZE";
    case Kind::duration: return "TIME";
    case Kind::percent: return "PERCENT";
    case Kind::text: return "TEXT";
    case Kind::path: return "PATH";
    case Kind::choice: return "WORD";
    case Kind::list: return "VALUE";
    case Kind::map: return "KEY=VALUE";
    }
    return "VALUE";
}

std::string argument_name(const Option& option) {
    if (!option.argument.empty()) return std::string(option.argument);
    std::string words;
    for (auto choice : option.choices) {
        if (!words.empty()) words += '|';
        words += choice;
    }
    if (!words.empty() && words.size() <= kChoicesWidth) return words;
    if (!words.empty()) return "WORD";
    return std::string(argument_of(option.row != nullptr ? option.row->kind : Kind::text));
}

std::vector<std::string_view> distinct(std::vector<std::string_view> values) {
    std::vector<std::string_view> kept;
    for (auto value : values)
        if (std::find(kept.begin(), kept.end(), value) == kept.end()) kept.push_back(value);
    return kept;
}

std::vector<std::string_view> groups_of(std::span<const Option> options) {
    std::vector<std::string_view> groups;
    for (const Option& option : options) groups.push_back(group_of(option));
    return distinct(std::move(groups));
}

}  // namespace sandbox::cli

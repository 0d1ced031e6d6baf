// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/help.hh"

#include <algorithm>

namespace sandbox::cli {

static constexpr std::size_t kWidth = 80;
/// Labels that are longer have a line of their own above their text.
static constexpr std::size_t kLongestLabel = 30;
static constexpr std::size_t kGap = 2;

std::string fill(std::string_view text, std::size_t indent, std::size_t width) {
    std::string filled;
    std::string line;
    auto flush = [&] {
        if (line.empty()) return;
        if (!filled.empty()) filled += '\n';
        filled.append(indent, ' ').append(line);
        line.clear();
    };
    std::size_t room = width - indent;
    while (!text.empty()) {
        std::string_view word = text.substr(0, text.find_first_of(" \n"));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!line.empty() && line.size() + 1 + word.size() > room) flush();
        for (; word.size() > room; word.remove_prefix(room)) {
            line = word.substr(0, room);
            flush();
        }
        if (!line.empty() && !word.empty()) line += ' ';
        line += word;
    }
    flush();
    return filled;
}

/// "-p, --property SECTION.KEY=VALUE", "    --[no-]read-only", "    --explain[=FORMAT]".
static std::string label(const Option& option) {
    std::string text = option.letter != 0 ? std::string{'-', option.letter} : "   ";
    if (!option.name.empty()) {
        text += option.letter != 0 ? ", --" : " --";
        if (option.negatable) text += "[no-]";
        text += option.name;
    }
    if (option.takes == Argument::required) text += " " + argument_name(option);
    if (option.takes == Argument::optional) text += (option.name.empty() ? "[" : "[=") + argument_name(option) + "]";
    return text;
}

static std::string entry(const Option& option, std::size_t column) {
    std::string text = fill(option.brief, column, kWidth);
    std::string name = label(option);
    if (name.size() > kLongestLabel) {
        // fill() would eat the blanks in the place of the letter.
        std::size_t blanks = kGap + name.find_first_not_of(' ');
        return fill(name, blanks, kWidth) + "\n" + (text.empty() ? "" : text + "\n");
    }
    if (text.empty()) text.append(column, ' ');
    text.replace(kGap, name.size(), name);
    return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
}

static std::size_t text_column(std::span<const Option> options) {
    std::size_t longest = 0;
    for (const Option& option : options)
        if (auto size = label(option).size(); size <= kLongestLabel && !option.is_unlisted) longest = std::max(longest, size);
    return kGap + longest + kGap;
}

static std::string usage(const Tool& tool) {
    std::string text;
    for (auto form : tool.synopsis) {
        std::string head = (text.empty() ? "Usage: " : "       ") + std::string(tool.name) + " ";
        std::string body = fill(form, head.size(), kWidth);
        text += body.replace(0, head.size(), head) + "\n";
    }
    return text;
}

std::string help(const Tool& tool, std::span<const Option> options) {
    std::string text = usage(tool);
    text += "\n" + fill(tool.brief, 0, kWidth) + "\n";
    std::size_t column = text_column(options);
    for (auto group : groups_of(options)) {
        std::string entries;
        for (const Option& option : options)
            if (group_of(option) == group && !option.is_unlisted) entries += entry(option, column);
        if (!entries.empty()) text += "\n" + std::string(group) + ":\n" + entries;
    }
    return text;
}

}  // namespace sandbox::cli

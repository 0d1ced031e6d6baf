// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/man.hh"

#include "core/text.hh"

namespace sandbox::cli {

/// groff_char(7): what would be a typographic character otherwise, or an escape.
static std::string_view roff_character(char byte) {
    switch (byte) {
    case '\\': return "\\(rs";
    case '-': return "\\-";
    case '\'': return "\\(aq";
    case '`': return "\\(ga";
    case '^': return "\\(ha";
    case '~': return "\\(ti";
    case '"': return "\\(dq";
    default: return {};
    }
}

std::string roff(std::string_view text) {
    std::string escaped;
    bool line_start = true;
    for (char byte : text) {
        if (line_start && byte == '.') escaped += "\\&";
        line_start = byte == '\n';
        if (auto character = roff_character(byte); !character.empty())
            escaped += character;
        else
            escaped += byte;
    }
    return escaped;
}

static std::string bold(std::string_view text) {
    return "\\fB" + roff(text) + "\\fR";
}

static std::string italic(std::string_view text) {
    return "\\fI" + roff(text) + "\\fR";
}

/// Empty lines become paragraphs within the same tagged paragraph.
static std::string paragraphs(std::string_view text) {
    std::string body;
    bool pending = false;
    for (auto line : split(text, '\n')) {
        if (line.empty()) {
            pending = !body.empty();
            continue;
        }
        if (std::exchange(pending, false)) body += ".IP\n";
        body += roff(line) + "\n";
    }
    return body;
}

static std::string sentence(std::string_view clause) {
    std::string text(clause);
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    if (!text.empty() && text.back() != '.') text += '.';
    return text;
}

static std::string forms(const Option& option) {
    std::string text;
    if (option.letter != 0) text = bold({std::string{'-', option.letter}});
    if (!option.name.empty()) {
        if (!text.empty()) text += ", ";
        text += bold("--" + std::string(option.name));
        if (option.negatable) text += ", " + bold("--no-" + std::string(option.name));
    }
    auto argument = italic(argument_name(option));
    if (option.takes == Argument::required) text += " " + argument;
    if (option.takes == Argument::optional)
        text += std::string("[") + (option.name.empty() ? "" : "=") + argument + "]";
    return text;
}

/// "One of a, b, c." below a paragraph; nothing if there are no choices.
static std::string choices_of(std::span<const std::string_view> choices, std::string_view lead) {
    if (choices.empty()) return "";
    std::string text;
    for (auto choice : choices) text += (text.empty() ? "" : ", ") + bold(choice);
    return std::string(lead) + " " + text + ".\n";
}

static std::string_view choices_lead(Kind kind) {
    if (kind == Kind::integer) return "A number, or";
    return kind == Kind::list ? "Of the words" : "One of";
}

std::string man_options(std::span<const Option> options) {
    std::string page;
    for (auto group : groups_of(options)) {
        page += ".SS " + roff(group) + "\n";
        for (const Option& option : options) {
            if (group_of(option) != group) continue;
            page += ".TP\n" + forms(option) + "\n";
            page += paragraphs(option.manual.empty() ? sentence(option.brief) : std::string(option.manual));
            page += choices_of(option.choices, option.row != nullptr ? choices_lead(option.row->kind) : "One of");
            if (option.row == nullptr && !option.key.empty() && option.manual.empty()) page += "Sets " + bold(option.key) + ".\n";
            if (option.row == nullptr) continue;
            page += "Sets " + bold(option.row->key);
            page += option.row->kind == Kind::list ? "; may be given more than once.\n" : ".\n";
        }
    }
    return page;
}

static std::string_view type_of(Kind kind) {
    switch (kind) {
    case Kind::boolean: return "boolean";
    case Kind::integer: return "integer";
    case Kind::size: return "size";
    case Kind::duration: return "duration";
    case Kind::percent: return "percent";
    case Kind::text: return "string";
    case Kind::path: return "path";
    case Kind::choice: return "word";
    case Kind::list: return "list";
    case Kind::map: return "table";
    }
    return "value";
}

static std::string key_entry(const Setting& row) {
    std::string page = ".TP\n" + bold(std::string(row.name()) + "=") + " (" + std::string(type_of(row.kind)) + ")\n";
    page += paragraphs(row.manual.empty() ? sentence(row.brief) : std::string(row.manual));
    page += choices_of(row.choices, choices_lead(row.kind));
    page += "Default: " + (row.fallback.empty() ? std::string("empty") : bold(row.fallback)) + ".\n";
    if (!row.option.empty()) page += "Option: " + bold("--" + std::string(row.option)) + ".\n";
    return page;
}

std::string man_keys(std::span<const Setting> rows) {
    std::vector<std::string_view> sections;
    for (const Setting& row : rows) sections.push_back(row.section());
    std::string page;
    for (auto section : distinct(std::move(sections))) {
        page += ".SS [" + roff(section) + "]\n";
        for (const Setting& row : rows)
            if (row.section() == section) page += key_entry(row);
    }
    return page;
}

/// "OPTIONS" of the line "@OPTIONS@", else nothing.
static std::string_view part_name(std::string_view line) {
    if (line.size() < 3 || line.front() != '@' || line.back() != '@') return {};
    return line.substr(1, line.size() - 2);
}

Result<std::string> fill_page(std::string_view page, std::span<const Part> parts) {
    std::string filled;
    std::vector<bool> used(parts.size(), false);
    if (page.ends_with('\n')) page.remove_suffix(1);
    for (auto line : split(page, '\n')) {
        auto name = part_name(line);
        if (name.empty()) {
            filled += std::string(line) + "\n";
            continue;
        }
        std::size_t index = 0;
        while (index < parts.size() && parts[index].name != name) ++index;
        if (index == parts.size()) return fail(Error::usage("@" + std::string(name) + "@: nothing to put here"));
        used[index] = true;
        filled += parts[index].text;
    }
    for (std::size_t index = 0; index < parts.size(); ++index)
        if (!used[index]) return fail(Error::usage("no line @" + std::string(parts[index].name) + "@"));
    return filled;
}

}  // namespace sandbox::cli

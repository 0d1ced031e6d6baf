// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/words.hh"

#include "core/text.hh"

#include <algorithm>
#include <iterator>

namespace sandbox::convert {
namespace {

/// SOFT:HARD, or one for both, each read by `part`.
template <class Part> Result<std::string> parse_pair(std::string_view text, Part&& part) {
    auto parts = split(text, ':');
    if (parts.size() > 2) return fail(Error::usage(quote(text) + " is not SOFT:HARD"));
    auto soft = TRY(part(parts.front()));
    if (parts.size() == 1) return soft;
    return soft + ":" + TRY(part(parts.back()));
}

Error no_limit(std::string_view text) {
    return Error::usage(quote(text) + " is no limit");
}

bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

Result<std::vector<std::string>> parse_words(std::string_view text) {
    std::vector<std::string> words;
    bool is_inside = false;
    char quotation = 0;
    for (char c : text) {
        bool is_blank = c == ' ' || c == '\t';
        if (quotation == 0 && is_blank) {
            is_inside = false;
            continue;
        }
        if (!std::exchange(is_inside, true)) words.emplace_back();
        if (quotation == 0 && (c == '"' || c == '\'')) quotation = c;
        else if (c == quotation) quotation = 0;
        else words.back() += c;
    }
    if (quotation != 0) return fail(Error::usage("a quote that nothing ends"));
    return words;
}

std::vector<std::string> parse_fields(std::string_view text) {
    std::vector<std::string> fields(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) fields.back() += text[++at];
        else if (text[at] == ':') fields.emplace_back();
        else fields.back() += text[at];
    }
    return fields;
}

std::string escape_path(std::string_view path) {
    std::string text;
    for (char c : path) {
        if (c == ':' || c == '\\') text += '\\';
        text += c;
    }
    return text;
}

Result<bool> parse_boolean(std::string_view text) {
    std::string word;
    for (char c : text) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_among(word, {"1", "yes", "y", "true", "t", "on"})) return true;
    if (is_among(word, {"0", "no", "n", "false", "f", "off"})) return false;
    return fail(Error::usage(quote(text) + " is neither yes nor no"));
}

Result<std::optional<bool>> parse_tristate(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return TRY(parse_boolean(text));
}

Result<std::string> parse_amount(std::string_view text) {
    return parse_pair(text, [](std::string_view part) -> Result<std::string> {
        if (part == "infinity") return "infinity";
        auto size = parse_size(part);
        if (!size) return fail(no_limit(part));
        return std::to_string(static_cast<std::uint64_t>(*size));
    });
}

Result<std::string> parse_times(std::string_view text, std::uint64_t unit) {
    return parse_pair(text, [&](std::string_view part) -> Result<std::string> {
        if (part == "infinity") return "infinity";
        if (auto number = parse_number(part)) return std::to_string(*number);
        auto time = parse_duration(part);
        if (!time || time->count() < 0) return fail(no_limit(part));
        // Rounded up: no time at all would be no life at all.
        return std::to_string((static_cast<std::uint64_t>(time->count()) + unit - 1) / unit);
    });
}

Result<std::string> parse_nice(std::string_view text) {
    return parse_pair(text, [](std::string_view part) -> Result<std::string> {
        if (part == "infinity") return "infinity";
        bool is_nice = part.starts_with('+') || part.starts_with('-');
        auto number = parse_number(part.substr(is_nice));
        if (!number || *number > (is_nice ? 20 : 40)) return fail(no_limit(part));
        // getrlimit(2): the ceiling of the nice value is 20 - rlim_cur.
        if (is_nice) number = part.starts_with('+') ? 20 - *number : 20 + *number;
        return std::to_string(*number);
    });
}

}  // namespace sandbox::convert

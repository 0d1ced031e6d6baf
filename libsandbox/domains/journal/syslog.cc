// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/syslog.hh"

#include <algorithm>

namespace sandbox::journal {
namespace {

constexpr std::string_view kSpace = " \t\n\r\v\f";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "Nov 26 10:00:00 ", as strftime's %b %e %T: A is a letter, 0 a digit, and the day may have a space in front.
void skip_time(std::string_view& text) {
    constexpr std::string_view kShape = "AAA 00 00:00:00 ";
    if (text.size() < kShape.size()) return;
    for (std::size_t at = 0; at < kShape.size(); ++at) {
        char c = text[at], wanted = kShape[at];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool fits = wanted == 'A' ? is_letter : wanted == '0' ? is_digit(c) || (at == 4 && c == ' ') : c == wanted;
        if (!fits) return;
    }
    text.remove_prefix(kShape.size());
}

/// "name[42]: ", whose number may be missing.
void take_identifier(std::string_view& text, SyslogLine& line) {
    auto word = text.substr(0, text.find_first_of(kSpace));
    if (word.size() < 2 || !word.ends_with(':')) return;
    text.remove_prefix(word.size());
    word.remove_suffix(1);
    auto bracket = word.rfind('[');
    auto digits = bracket == word.npos || !word.ends_with(']') ? std::string_view() : word.substr(bracket + 1, word.size() - bracket - 2);
    bool has_pid = !digits.empty() && digits.size() <= 10 && std::ranges::all_of(digits, is_digit);
    line.pid = has_pid ? digits : std::string_view();
    line.identifier = has_pid ? word.substr(0, bracket) : word;
}

}  // namespace

std::optional<int> take_priority(std::string_view& text) {
    constexpr int kMost = 23 * 8 + 7;
    auto end = text.substr(0, 5).find('>');
    if (!text.starts_with('<') || end == text.npos) return std::nullopt;
    auto digits = text.substr(1, end - 1);
    if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
    int number = 0;
    for (char digit : digits) number = number * 10 + (digit - '0');
    if (number > kMost) return std::nullopt;
    text.remove_prefix(digits.size() + 2);
    return number;
}

SyslogLine parse_syslog(std::string_view text) {
    SyslogLine line;
    text = text.substr(0, text.find('\0'));
    text = text.substr(0, text.find_last_not_of(kSpace) + 1);
    if (auto priority = take_priority(text)) {
        line.level = *priority & 7;
        if (*priority >> 3 != 0) line.facility = *priority >> 3;
    }
    skip_time(text);
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    take_identifier(text, line);
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    line.message = text;
    return line;
}

}  // namespace sandbox::journal

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/text.hh"

#include <algorithm>
#include <charconv>
#include <limits>

namespace sandbox {

CodePoint first_code_point(std::string_view text) {
    auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    unsigned length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {lead, 0};
    char32_t value = lead & (0x7fu >> length);
    for (unsigned at = 1; at < length; ++at) {
        if ((byte(at) & 0xc0) != 0x80) return {lead, 0};
        value = value << 6 | (byte(at) & 0x3fu);
    }
    static constexpr char32_t kShortest[] = {0, 0, 0x80, 0x800, 0x10000};
    bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < kShortest[length] || value > 0x10ffff || is_surrogate) return {lead, 0};
    return {value, length};
}

bool is_control(char32_t value) {
    if (value < 0x20 || (value >= 0x7f && value < 0xa0)) return true;
    return value == 0x61c || value == 0x200e || value == 0x200f || (value >= 0x2028 && value <= 0x202e) ||
           (value >= 0x2066 && value <= 0x2069);
}

bool is_clean(std::string_view text) {
    while (!text.empty()) {
        auto [value, length] = first_code_point(text);
        if (length == 0 || is_control(value)) return false;
        text.remove_prefix(length);
    }
    return true;
}

static constexpr char kHexDigits[] = "0123456789abcdef";

std::string escape(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        auto [value, length] = first_code_point(text);
        auto bytes = text.substr(0, std::max(length, 1u));
        text.remove_prefix(bytes.size());
        if (length != 0 && !is_control(value)) {
            line += bytes;
            continue;
        }
        for (char byte : bytes) {
            line += "\\x";
            line += kHexDigits[static_cast<unsigned char>(byte) >> 4];
            line += kHexDigits[byte & 0xf];
        }
    }
    return line;
}

std::string quote(std::string_view text) {
    return '"' + escape(text) + '"';
}

std::string json_string(std::string_view text) {
    std::string json = "\"";
    while (!text.empty()) {
        auto [value, length] = first_code_point(text);
        auto bytes = text.substr(0, std::max(length, 1u));
        text.remove_prefix(bytes.size());
        if (value == '"' || value == '\\') {
            json += '\\';
            json += static_cast<char>(value);
        } else if (length == 0 || is_control(value)) {
            json += "\\u";  // every control character is below U+10000
            for (int shift = 12; shift >= 0; shift -= 4) json += kHexDigits[value >> shift & 0xf];
        } else {
            json += bytes;
        }
    }
    return json + '"';
}

std::vector<std::string> split_escaped(std::string_view text, std::size_t most) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool is_escape = text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == ':' || text[at + 1] == '\\');
        if (is_escape) parts.back() += text[++at];
        else if (text[at] == ':' && parts.size() < most) parts.emplace_back();
        else parts.back() += text[at];
    }
    return parts;
}

std::string unescape_octal(std::string_view text) {
    auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
    std::string path;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool is_escape = text[at] == '\\' && text.size() - at > 3 && is_octal(text[at + 1]) && is_octal(text[at + 2]) &&
                         is_octal(text[at + 3]);
        if (!is_escape) {
            path += text[at];
            continue;
        }
        path += static_cast<char>((text[at + 1] - '0') << 6 | (text[at + 2] - '0') << 3 | (text[at + 3] - '0'));
        at += 3;
    }
    return path;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string text;
    for (std::string_view before; const std::string& part : parts) {
        text += before;
        text += part;
        before = separator;
    }
    return text;
}

template <class Number> static std::optional<Number> parse_whole(std::string_view text, int base) {
    Number number{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    return parse_whole<std::uint64_t>(text, 10);
}

std::optional<NumberRange> parse_range(std::string_view text) {
    auto dash = text.find('-');
    auto first = parse_number(text.substr(0, dash));
    auto last = dash == text.npos ? first : parse_number(text.substr(dash + 1));
    if (!first || !last || *first > *last) return std::nullopt;
    return NumberRange{*first, *last};
}

std::optional<std::int64_t> parse_signed(std::string_view text) {
    return parse_whole<std::int64_t>(text, 10);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

__extension__ using Wide = unsigned __int128;

/// "12" or "1.5" of a unit; what is smaller than one is cut off.
static std::optional<std::uint64_t> times(std::string_view decimal, std::uint64_t unit) {
    auto point = decimal.find('.');
    auto whole = parse_number(decimal.substr(0, point));
    if (!whole) return std::nullopt;
    Wide product = Wide{*whole} * unit;
    if (point != decimal.npos) {
        auto digits = decimal.substr(point + 1);
        auto numerator = parse_number(digits);
        if (!numerator || digits.size() > 9) return std::nullopt;
        std::uint64_t denominator = 1;
        for (std::size_t digit = 0; digit < digits.size(); ++digit) denominator *= 10;
        product += Wide{*numerator} * unit / denominator;
    }
    if (product > std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
    return static_cast<std::uint64_t>(product);
}

static std::string_view take_decimal(std::string_view& text) {
    auto end = std::find_if_not(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
    auto decimal = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(decimal.size());
    return decimal;
}

static constexpr std::string_view kSizeUnits = "KMGTPE";

std::optional<Bytes> parse_size(std::string_view text) {
    if (text == "infinity") return Bytes{std::numeric_limits<std::uint64_t>::max()};
    auto decimal = take_decimal(text);
    std::uint64_t unit = 1;
    if (!text.empty() && text != "B") {
        auto letter = kSizeUnits.find(text[0]);
        if (text.size() != 1 || letter == kSizeUnits.npos) return std::nullopt;
        unit <<= 10 * (letter + 1);
    }
    if (unit == 1 && decimal.find('.') != decimal.npos) return std::nullopt;
    auto bytes = times(decimal, unit);
    if (!bytes) return std::nullopt;
    return Bytes{*bytes};
}

std::string print_size(Bytes size) {
    auto number = static_cast<std::uint64_t>(size);
    if (number == std::numeric_limits<std::uint64_t>::max()) return "infinity";
    std::size_t letter = 0;
    while (number != 0 && number % 1024 == 0 && letter < kSizeUnits.size()) {
        number /= 1024;
        ++letter;
    }
    auto text = std::to_string(number);
    return letter == 0 ? text : text + kSizeUnits[letter - 1];
}

/// systemd.time(7)'s units; the empty one is a bare number.
static std::optional<std::uint64_t> microseconds_in(std::string_view unit) {
    struct Unit {
        std::string_view names[4];
        std::uint64_t length;
    };
    static constexpr Unit kUnits[] = {
        {{"", "s", "sec", "seconds"}, 1'000'000},     {{"second"}, 1'000'000},
        {{"us", "usec", "µs"}, 1},                    {{"ms", "msec"}, 1000},
        {{"m", "min", "minute", "minutes"}, 60'000'000}, {{"h", "hr", "hour", "hours"}, 3'600'000'000},
        {{"d", "day", "days"}, 86'400'000'000},       {{"w", "week", "weeks"}, 604'800'000'000},
        {{"M", "month", "months"}, 2'629'800'000'000}, {{"y", "year", "years"}, 31'557'600'000'000},
    };
    for (const Unit& candidate : kUnits)
        for (std::string_view name : candidate.names)
            if (name == unit && (!unit.empty() || &candidate == kUnits)) return candidate.length;
    return std::nullopt;
}

std::optional<std::chrono::microseconds> parse_duration(std::string_view text) {
    using std::chrono::microseconds;
    bool is_zero = text.find_first_of("123456789") == text.npos;
    if (text == "infinity") return microseconds::max();
    auto skip_blanks = [&] { text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); };
    std::uint64_t sum = 0;
    skip_blanks();
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        auto decimal = take_decimal(text);
        skip_blanks();
        auto end = std::find_if(text.begin(), text.end(), [](char c) { return c == ' ' || is_digit(c) || c == '.'; });
        auto unit = microseconds_in(text.substr(0, static_cast<std::size_t>(end - text.begin())));
        text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
        skip_blanks();
        auto part = unit ? times(decimal, *unit) : std::nullopt;
        if (!part || __builtin_add_overflow(sum, *part, &sum)) return std::nullopt;
    }
    if (sum >= static_cast<std::uint64_t>(microseconds::max().count())) return std::nullopt;
    if (sum == 0 && !is_zero) return std::nullopt;  // 0 often means for ever
    return microseconds(static_cast<std::int64_t>(sum));
}

std::string print_duration(std::chrono::microseconds time) {
    struct Unit {
        std::string_view name;
        std::int64_t size;
    };
    static constexpr Unit kUnits[] = {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"min", 60'000'000},
                                      {"s", 1'000'000},      {"ms", 1000},         {"us", 1}};
    if (time == std::chrono::microseconds::max()) return "infinity";
    std::string text;
    std::int64_t rest = time.count();
    for (const Unit& unit : kUnits) {
        if (rest >= unit.size) text += (text.empty() ? "" : " ") + std::to_string(rest / unit.size) + std::string(unit.name);
        rest %= unit.size;
    }
    return text.empty() ? "0" : text;
}

std::optional<unsigned> parse_mode(std::string_view text) {
    auto mode = parse_whole<unsigned>(text, 8);
    return mode && *mode <= 07777 ? mode : std::nullopt;
}

std::string print_mode(unsigned mode) {
    char digits[12];
    auto end = std::to_chars(digits, digits + sizeof digits, mode, 8).ptr;
    std::string text(digits, end);
    return text.size() < 4 ? std::string(4 - text.size(), '0') + text : text;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Damerau's distance (restricted), by the last three rows of its table.
static std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before, above(to.size() + 1), row(to.size() + 1);
    for (std::size_t column = 0; column <= to.size(); ++column) above[column] = column;
    for (std::size_t line = 1; line <= from.size(); ++line) {
        row[0] = line;
        for (std::size_t column = 1; column <= to.size(); ++column) {
            char a = lower(from[line - 1]), b = lower(to[column - 1]);
            row[column] = std::min({above[column] + 1, row[column - 1] + 1, above[column - 1] + (a == b ? 0 : 1)});
            bool is_swap = line > 1 && column > 1 && a == lower(to[column - 2]) && lower(from[line - 2]) == b;
            if (is_swap) row[column] = std::min(row[column], before[column - 2] + 1);
        }
        before = above;
        above = row;
    }
    return above[to.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    std::string_view best;
    std::size_t limit = word.size() / 3;
    for (std::string_view candidate : candidates) {
        std::size_t longer = std::max(word.size(), candidate.size());
        if (longer - std::min(word.size(), candidate.size()) > limit || longer > 256) continue;
        std::size_t edits = distance(word, candidate);
        if (edits > limit || (edits == limit && !best.empty())) continue;
        best = candidate;
        limit = edits;
    }
    return best;
}

}  // namespace sandbox

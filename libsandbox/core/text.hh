// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// A number of bytes.
enum class Bytes : std::uint64_t {};

/// The first character of a text that is not empty.
struct CodePoint {
    char32_t value;
    unsigned length;  ///< in bytes; 0: the text does not begin with UTF-8 (RFC 3629: shortest form, no surrogates)
};
CodePoint first_code_point(std::string_view text);
/// C0, DEL, C1, what turns or breaks a line (bidirectional marks, U+2028, U+2029).
bool is_control(char32_t value);
/// Whether a name is UTF-8 without control characters.
bool is_clean(std::string_view text);

/// Text that a terminal and a log can show: control bytes (C0, DEL, C1), bidirectional marks and what is not
/// UTF-8 become \xNN (bytes of the text as it was); everything else stays.
std::string escape(std::string_view text);
/// escape() within double quotes.
std::string quote(std::string_view text);
/// A JSON string with its quotes; bytes that are not UTF-8 become \u00NN, and so do characters that a terminal obeys.
std::string json_string(std::string_view text);

/// A path of mountinfo as it is: "\040" there is a blank, see proc_pid_mountinfo(5).
std::string unescape_octal(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
/// Splits at colons that no backslash protects, at most into `most` parts; "\:" and "\\" lose their backslash.
std::vector<std::string> split_escaped(std::string_view text, std::size_t most);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// A decimal number that fills the whole text; nothing else.
std::optional<std::uint64_t> parse_number(std::string_view text);
/// "3-7", or "3" for both ends; the first is not above the last.
struct NumberRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const NumberRange&) const = default;
};
std::optional<NumberRange> parse_range(std::string_view text);
std::optional<std::int64_t> parse_signed(std::string_view text);
/// "64M", "2G", "1.5K" (base 1024), or a bare number of bytes; "infinity" is the largest.
std::optional<Bytes> parse_size(std::string_view text);
/// "64M" for what is a whole number of a unit, else bytes.
std::string print_size(Bytes size);
/// "5min 20s", "100ms", "1h"; a bare number is seconds; "infinity" is the largest.
std::optional<std::chrono::microseconds> parse_duration(std::string_view text);
/// As parse_duration() reads it, the larger units first: "1min 30s", "0".
std::string print_duration(std::chrono::microseconds time);
/// An octal mode such as "0755".
std::optional<unsigned> parse_mode(std::string_view text);
std::string print_mode(unsigned mode);

/// The candidate nearest to a misspelt word, or "" if none is near (at most a third of its letters added, left out,
/// changed or swapped with the next; upper and lower case are the same).
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace sandbox

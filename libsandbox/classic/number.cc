// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/number.hh"

#include "classic/message.hh"
#include "core/text.hh"

#include <charconv>
#include <cerrno>

namespace sandbox::classic {

static std::string_view skip_blanks(std::string_view text) {
    while (!text.empty() && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))) text.remove_prefix(1);
    return text;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    text = skip_blanks(text);
    bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    auto number = parse_number(text);
    return is_negative && number != 0u ? std::nullopt : number;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    text = skip_blanks(text);
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    return parse_signed(text);
}

std::optional<unsigned> parse_id(std::string_view text) {
    auto number = parse_decimal(text);
    if (!number || *number >= 0xffffffff) return std::nullopt;
    return static_cast<unsigned>(*number);
}

bool is_out_of_range(std::string_view text) {
    auto digits = skip_blanks(text);
    if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
    return !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
}

Result<unsigned> parse_id(std::string_view what, std::string_view text) {
    if (auto id = parse_id(text)) return *id;
    auto message = std::string(what) + ": '" + std::string(text) + "'";
    return fail(is_out_of_range(text) ? failed(message, ERANGE) : refused(message));
}

Result<std::int64_t> parse_seconds(std::string_view what, std::string_view text) {
    auto digits = skip_blanks(text);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    auto message = std::string(what) + ": '" + std::string(text) + "'";
    if (end != digits.data() + digits.size() || error == std::errc::invalid_argument) return fail(refused(message));
    if (error == std::errc::result_out_of_range) return fail(failed(message, ERANGE));
    return seconds;
}

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/number.hh"

#include "classic/message.hh"
#include "core/text.hh"

#include <charconv>
#include <csignal>
#include <cstring>

namespace sandbox::classic {

static std::string_view skip_blanks(std::string_view text) {
    while (!text.empty() && (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r'))) text.remove_prefix(1);
    return text;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    text = skip_blanks(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    return parse_number(text);
}

std::optional<unsigned> parse_id(std::string_view text) {
    auto number = parse_decimal(text);
    if (!number || *number >= 0xffffffff) return std::nullopt;
    return static_cast<unsigned>(*number);
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

static std::string upper(std::string_view text) {
    std::string word(text);
    for (char& letter : word)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return word;
}

/// "RTMIN", "RTMIN+2", "RTMAX-1".
static std::optional<int> parse_real_time(std::string_view name) {
    bool from_first = name.starts_with("RTMIN");
    if (!from_first && !name.starts_with("RTMAX")) return std::nullopt;
    int base = from_first ? SIGRTMIN : SIGRTMAX;
    auto offset = name.substr(5);
    if (offset.empty()) return base;
    auto distance = parse_number(offset.substr(1));
    if (offset[0] != (from_first ? '+' : '-') || !distance || *distance > static_cast<unsigned>(SIGRTMAX - SIGRTMIN))
        return std::nullopt;
    return from_first ? base + static_cast<int>(*distance) : base - static_cast<int>(*distance);
}

std::optional<int> parse_signal(std::string_view text) {
    struct Alias {
        std::string_view name;
        int signal;
    };
    static constexpr Alias kAliases[] = {{"IOT", SIGIOT}, {"CLD", SIGCHLD}, {"POLL", SIGPOLL}};
    auto word = upper(text);
    std::string_view name = word;
    if (name.starts_with("SIG")) name.remove_prefix(3);
    for (int signal = 1; signal < SIGRTMIN; ++signal)
        if (const char* known = ::sigabbrev_np(signal); known != nullptr && name == known) return signal;
    for (const Alias& alias : kAliases)
        if (name == alias.name) return alias.signal;
    return parse_real_time(name);
}

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/spec.hh"

#include "core/text.hh"

#include <algorithm>
#include <array>

namespace sandbox::selinux {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-'; });
}

/// "s0", "s0:c1,c2", "s0-s0:c0.c1023"
bool is_level(std::string_view text) {
    auto is_of_level = [](char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-' || c == ':' || c == ','; };
    return !text.empty() && text.front() != ':' && text.back() != ':' && std::ranges::all_of(text, is_of_level);
}

std::string_view take_part(std::string_view& rest) {
    auto colon = rest.find(':');
    auto part = rest.substr(0, colon);
    rest.remove_prefix(colon == rest.npos ? rest.size() : colon + 1);
    return part;
}

}  // namespace

Result<SecurityContext> parse_context(std::string_view text) {
    auto refuse = [&] { return fail(Error::usage(quote(text) + " is no security context: TYPE, USER:ROLE:TYPE or USER:ROLE:TYPE:LEVEL")); };
    if (text.find(':') == text.npos) return is_name(text) ? Result<SecurityContext>({.type = std::string(text)}) : refuse();
    std::string_view rest = text;
    std::array<std::string_view, 3> parts;
    for (std::string_view& part : parts)
        if (part = take_part(rest); !is_name(part)) return refuse();
    bool has_level = text.size() > parts[0].size() + parts[1].size() + parts[2].size() + 2;
    if (has_level && !is_level(rest)) return refuse();
    return SecurityContext{std::string(parts[0]), std::string(parts[1]), std::string(parts[2]), std::string(rest)};
}

std::string print(const SecurityContext& context) {
    std::string text;
    for (const std::string* part : {&context.user, &context.role, &context.type, &context.level})
        if (!part->empty()) text += (text.empty() ? "" : ":") + *part;
    return text;
}

Result<FileLabel> parse_file_label(std::string_view text) {
    if (text == "keep") return FileLabel{};
    if (text == "private") return FileLabel{.kind = FileLabel::Kind::separate};
    if (text == "shared") return FileLabel{.kind = FileLabel::Kind::shared};
    return FileLabel{.kind = FileLabel::Kind::context, .context = TRY(parse_context(text))};
}

}  // namespace sandbox::selinux

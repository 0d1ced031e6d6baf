// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/about.hh"

#include "core/assign.hh"
#include "core/name.hh"
#include "core/text.hh"
#include "unit/registry.hh"

#include <algorithm>

namespace sandbox {

Result<std::string> parse_setting_key(const Value& value) {
    auto key = TRY(assign::as_text(value));
    const Setting* row = find_setting(key);
    if (row == nullptr) return fail(unknown_key(key).within(quote(key)).at(value.origin));
    if (!row->is_required) return key;
    return fail(Error::usage(quote(key) + " cannot be left out: it is part of what keeps the sandbox apart from the host").at(value.origin));
}

Result<std::string> parse_service_name(const Value& value) {
    static constexpr std::string_view kSuffixes[] = {".service", ".socket", ".target", ".mount", ".path", ".timer", ".slice", ".device"};
    auto text = TRY(assign::as_text(value));
    auto is_allowed = [](char c) { return is_letter_or_digit(c) || std::string_view(":-_.\\@").find(c) != std::string_view::npos; };
    bool has_suffix = std::ranges::any_of(kSuffixes, [&](std::string_view suffix) { return text.ends_with(suffix) && text.size() > suffix.size(); });
    if (has_suffix && text.size() <= 255 && std::ranges::all_of(text, is_allowed)) return text;
    return fail(Error::usage(quote(text) + " is no unit of systemd's, such as \"multi-user.target\""));
}

Result<std::string> parse_service_alias(const Value& value) {
    auto name = TRY(parse_service_name(value));
    if (name.ends_with(".service")) return name;
    return fail(Error::usage(quote(name) + " is no service"));
}

}  // namespace sandbox

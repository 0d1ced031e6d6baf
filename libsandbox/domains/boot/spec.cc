// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/spec.hh"

#include "core/assign.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::boot {

Result<Credential> parse_credential(const Value& value) {
    auto text = TRY(assign::as_text(value));
    auto parts = split_escaped(text, 2);
    if (parts.size() < 2) return fail(Error::usage(quote(text) + " is no NAME:PATH"));
    const std::string& name = parts[0];
    auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@';
    };
    if (name.empty() || name.size() > 255 || name[0] == '.' || !std::ranges::all_of(name, is_plain))
        return fail(Error::usage(quote(name) + " is no name of a credential: letters, digits, -, _, @ and ."));
    return Credential{name, TRY(absolute_path(parts[1]))};
}

Result<std::string> parse_machine_id(std::string_view text) {
    std::string digits;
    for (char c : text)
        if (c != '-') digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    bool is_id = digits.size() == 32 && digits.find_first_not_of("0123456789abcdef") == digits.npos;
    bool is_uuid = text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
    if (!is_id || (text.size() != 32 && !is_uuid)) return fail(Error::usage(quote(text) + " is neither 32 hexadecimal digits nor a UUID"));
    if (digits.find_first_not_of('0') == digits.npos) return fail(Error::usage("an id of zeros is none"));
    for (std::size_t at : {8u, 13u, 18u, 23u}) digits.insert(at, "-");
    return digits;
}

}  // namespace sandbox::boot

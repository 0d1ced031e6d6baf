// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/boot/spec.hh"

#include "core/text.hh"

namespace sandbox::boot {

Result<std::string> parse_machine_id(std::string_view text) {
    std::string digits;
    for (char c : text)
        if (c != '-') digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    bool is_id = digits.size() == 32 && digits.find_first_not_of("0123456789abcdef") == digits.npos;
    bool is_uuid = text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
    if (!is_id || (text.size() != 32 && !is_uuid)) return fail(Error::usage(quote(text) + " is neither 32 hexadecimal digits nor a UUID"));
    if (digits.find_first_not_of('0') == digits.npos) return fail(Error::usage("an id of zeros is none"));
    for (std::size_t at : {8, 13, 18, 23}) digits.insert(at, "-");
    return digits;
}

}  // namespace sandbox::boot

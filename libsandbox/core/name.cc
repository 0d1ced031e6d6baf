// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/name.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_sandbox_name(std::string_view name) {
    if (name.size() > kMaxSandboxName) return false;
    return std::ranges::all_of(split(name, '.'), [](std::string_view part) {
        if (part.empty() || part.front() == '-' || part.back() == '-') return false;
        return std::ranges::all_of(part, [](char c) { return is_letter_or_digit(c) || c == '-'; });
    });
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/sandbox_name.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox {

static constexpr std::size_t kMaxUnitName = 200;  // with "@.toml.d" it is still a file name

bool is_unit_name(std::string_view name) {
    if (name.empty() || name.size() > kMaxUnitName || name.front() == '-' || name.front() == '.') return false;
    return std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; });
}

bool is_instance(std::string_view instance) {
    if (instance.empty() || instance.size() > kMaxUnitName || instance == "." || instance == "..") return false;
    return instance.find('/') == instance.npos && is_clean(instance);
}

std::string default_name(std::string_view unit, std::string_view instance) {
    std::string name;
    auto add = [&](std::string_view text) {
        for (char c : text) {
            bool after_separator = name.empty() || name.back() == '-' || name.back() == '.';
            if (is_letter_or_digit(c)) name += c;
            else if (!after_separator) name += c == '.' ? '.' : '-';
        }
    };
    add(unit);
    if (!instance.empty()) add("-");
    add(instance);
    if (name.size() > kMaxSandboxName) name.resize(kMaxSandboxName);
    while (!name.empty() && !is_letter_or_digit(name.back())) name.pop_back();
    return name.empty() ? "sandbox" : name;
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/spec.hh"

#include "core/text.hh"

namespace sandbox::cgroup {

std::vector<std::string> parse_list(std::string_view text, char separator) {
    std::vector<std::string> words;
    for (std::string_view word : split(text, separator))
        if (!word.empty()) words.emplace_back(word);
    return words;
}

std::optional<Spec> parse_spec(std::string_view text) {
    auto colon = text.find(':');
    if (colon == text.npos || colon + 1 == text.size()) return std::nullopt;
    return Spec{parse_list(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

}  // namespace sandbox::cgroup

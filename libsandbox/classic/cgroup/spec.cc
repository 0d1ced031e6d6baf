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
    auto begin = colon == text.npos ? colon : text.find_first_not_of(':', colon);
    if (begin == text.npos) return std::nullopt;
    auto end = text.find_last_not_of(':');
    return Spec{parse_list(text.substr(0, colon)), std::string(text.substr(begin, end + 1 - begin))};
}

}  // namespace sandbox::cgroup

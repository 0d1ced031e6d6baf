// SPDX-License-Identifier: LGPL-2.1-or-later
#include "convert/unit_text.hh"

#include <algorithm>

namespace sandbox::convert {

std::string toml_text(std::string_view text) {
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '%') quoted += '%';
        quoted += c;
    }
    return quoted + "\"";
}

std::string toml_list(std::span<const std::string> texts) {
    std::string list = "[";
    for (const std::string& text : texts) list += (list.size() > 1 ? ", " : "") + toml_text(text);
    return list + "]";
}

void UnitText::set(std::string_view key, std::string toml) {
    auto dot = key.find('.');
    auto name = key.substr(0, dot);
    auto section = std::ranges::find(sections_, name, &Section::name);
    if (section == sections_.end()) section = sections_.insert(section, {std::string(name), ""});
    section->lines += std::string(key.substr(dot + 1)) + " = " + toml + "\n";
}

void UnitText::list(std::string_view key, std::span<const std::string> texts) {
    if (!texts.empty()) set(key, toml_list(texts));
}

std::string UnitText::print() const {
    std::string text;
    for (const std::string& line : remarks_) text += "# " + line + "\n";
    for (const Section& section : sections_) text += (text.empty() ? "[" : "\n[") + section.name + "]\n" + section.lines;
    return text;
}

}  // namespace sandbox::convert

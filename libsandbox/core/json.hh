// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/text.hh"

namespace sandbox {

/// Writes one JSON object, member by member.
class JsonObject {
public:
    /// `value` is JSON already.
    JsonObject& member(std::string_view key, std::string_view value) {
        if (text_.size() > 1) text_ += ',';
        text_ += json_string(key);
        text_ += ':';
        text_ += value;
        return *this;
    }
    JsonObject& text(std::string_view key, std::string_view value) { return member(key, json_string(value)); }
    template <class Number> JsonObject& number(std::string_view key, Number value) {
        return member(key, std::to_string(value));
    }
    JsonObject& truth(std::string_view key, bool value) { return member(key, value ? "true" : "false"); }
    std::string end() const { return text_ + "}"; }

private:
    std::string text_ = "{";
};

/// A JSON array of what `print` makes of each.
template <class List, class Print> std::string json_array(const List& list, Print print) {
    std::string text = "[";
    for (const auto& one : list) {
        if (text.size() > 1) text += ',';
        text += print(one);
    }
    return text + "]";
}

inline std::string json_strings(const std::vector<std::string>& list) {
    return json_array(list, [](const std::string& one) { return json_string(one); });
}

}  // namespace sandbox

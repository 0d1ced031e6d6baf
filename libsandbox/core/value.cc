// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/value.hh"

#include "core/json.hh"

namespace sandbox {
namespace {

template <class Items, class Print> std::string join_printed(const Items& items, Print print) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + print(item);
    return text;
}

struct Print {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return std::to_string(value); }
    /// What a basic string of TOML escapes is escaped so in JSON.
    std::string operator()(const std::string& value) const { return json_string(value); }
    std::string operator()(const Value::List& list) const { return "[" + join_printed(list, print_toml) + "]"; }
    std::string operator()(const Value::Map& map) const {
        return "{ " + join_printed(map, [](const Entry& entry) { return json_string(entry.key) + " = " + print_toml(entry.value); }) + " }";
    }
};

}  // namespace

std::string print_toml(const Value& value) {
    return std::visit(Print{}, value.data);
}

}  // namespace sandbox

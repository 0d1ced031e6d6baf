// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/origin.hh"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sandbox {

struct Entry;

/// A value as somebody wrote it, before a setting gives it a meaning. Every element knows where it stands.
struct Value {
    using List = std::vector<Value>;
    using Map = std::vector<Entry>;
    std::variant<bool, std::int64_t, double, std::string, List, Map> data;
    Origin origin{};
    /// Bytes to take as they are: no specifier in them is expanded (arguments after `--`).
    bool literal = false;

    bool operator==(const Value&) const;
};

/// One key of a map, in the order of writing.
struct Entry {
    std::string key;
    Value value;
    bool operator==(const Entry&) const = default;
};

inline bool Value::operator==(const Value& other) const {
    return data == other.data && origin == other.origin && literal == other.literal;
}

/// As TOML has it, on one line.
std::string print_toml(const Value& value);

/// The type's name in our messages: "boolean", "integer", "string", "list", "table", "number".
const char* type_name(const Value& value);

}  // namespace sandbox

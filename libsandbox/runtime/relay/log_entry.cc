// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_entry.hh"

#include "core/json.hh"

namespace sandbox {

std::string LogEntry::json() const {
    JsonObject others;
    for (const auto& [name, values] : fields) {
        if (values.size() == 1) others.text(name, values[0]);
        else others.member(name, json_strings(values));
    }
    JsonObject line;
    line.member("time-microseconds", time ? std::to_string(*time) : "null");
    line.member("priority", priority ? std::to_string(*priority) : "null");
    return line.text("message", message).member("fields", others.end()).end() + "\n";
}

LogEntry log_entry_of(const std::vector<journal::FieldView>& fields) {
    LogEntry entry;
    for (const auto& [name, value] : fields) {
        auto number = name == "__REALTIME_TIMESTAMP" || name == "PRIORITY" ? parse_number(value) : std::nullopt;
        if (name == "__REALTIME_TIMESTAMP" && number) entry.time = static_cast<std::int64_t>(*number);
        else if (name == "PRIORITY" && number && *number <= 7) entry.priority = static_cast<int>(*number);
        else if (name == "MESSAGE") entry.message = value;
        else if (!name.starts_with("__")) entry.fields[std::string(name)].emplace_back(value);
    }
    return entry;
}

}  // namespace sandbox

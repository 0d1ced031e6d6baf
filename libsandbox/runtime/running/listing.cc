// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/listing.hh"

#include "core/json.hh"

#include <algorithm>
#include <array>
#include <time.h>

namespace sandbox {

std::string print_time(std::int64_t microseconds) {
    time_t seconds = microseconds / 1'000'000;
    struct tm parts {};
    char text[32];
    if (::localtime_r(&seconds, &parts) == nullptr || ::strftime(text, sizeof text, "%FT%T", &parts) == 0) return "?";
    return text;
}

namespace {

constexpr std::size_t kColumns = 6;
using Line = std::array<std::string, kColumns>;

Line line_of(const ledger::Record& record) {
    std::string command;
    for (const std::string& word : record.command) command += (command.empty() ? "" : " ") + escape(word);
    return {escape(record.name), record.init.pid < 0 ? "-" : std::to_string(record.init.pid), print_time(record.started),
            record.health ? std::string(name_of(record.health->status)) : "-", record.unit.empty() ? "-" : escape(record.unit), command};
}

std::string print_line(const Line& line, const std::array<std::size_t, kColumns>& widths) {
    std::string text;
    for (std::size_t column = 0; column + 1 < line.size(); ++column) {
        text += line[column];
        text.append(widths[column] - line[column].size() + 2, ' ');
    }
    return text + line.back() + "\n";
}

std::string print_object(const ledger::Record& record) {
    JsonObject labels, namespaces;
    for (const auto& [key, value] : record.labels) labels.text(key, value);
    for (const auto& [name, inode] : record.namespaces) namespaces.number(name, inode);
    return JsonObject()
        .text("name", record.name)
        .text("unit", record.unit)
        .text("description", record.description)
        .member("documentation", json_strings(record.documentation))
        .member("labels", labels.end())
        .member("command", json_strings(record.command))
        .text("state", record.init.pid < 0 ? "restarting" : "running")
        .number("pid", record.init.pid)
        .number("supervisor", record.supervisor.pid)
        .number("started-microseconds", record.started)
        .text("health", record.health ? name_of(record.health->status) : "none")
        .number("failing-streak", record.health ? record.health->streak : 0)
        .member("namespaces", namespaces.end())
        .member("cgroups", json_strings(record.cgroups))
        .text("log", record.log)
        .text("label", record.joining.label)
        .end();
}

}  // namespace

bool has_labels(const ledger::Record& record, std::span<const std::string> wanted) {
    return std::ranges::all_of(wanted, [&](const std::string& one) {
        auto equals = one.find('=');
        auto label = record.labels.find(one.substr(0, equals));
        return label != record.labels.end() && (equals == one.npos || label->second == one.substr(equals + 1));
    });
}

std::string print_table(std::span<const ledger::Record> records) {
    std::vector<Line> lines{{"NAME", "PID", "SINCE", "HEALTH", "UNIT", "COMMAND"}};
    for (const auto& record : records) lines.push_back(line_of(record));
    std::array<std::size_t, kColumns> widths{};
    for (const Line& line : lines)
        for (std::size_t column = 0; column < line.size(); ++column) widths[column] = std::max(widths[column], line[column].size());
    std::string text;
    for (const Line& line : lines) text += print_line(line, widths);
    return text;
}

std::string print_json(std::span<const ledger::Record> records) {
    return json_array(records, print_object) + "\n";
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/foreign.hh"

#include "core/text.hh"
#include "domains/journal/entry.hh"

#include <algorithm>

namespace sandbox::journal {
namespace {

constexpr std::string_view kTrustedFamilies[] = {"_", "SANDBOX_", "OBJECT_", "COREDUMP_"};
/// systemctl and journalctl show entries of a trusted writer by them, and a catalogue explains them.
constexpr std::string_view kTrusted[] = {"UNIT", "USER_UNIT", "INVOCATION_ID", "USER_INVOCATION_ID", "MESSAGE_ID"};
constexpr std::size_t kLongestIdentifier = 255;

bool may_be_foreign(std::string_view name, std::span<const Field> own) {
    if (!is_field_name(name) || std::ranges::find(kTrusted, name) != std::end(kTrusted)) return false;
    if (std::ranges::any_of(kTrustedFamilies, [&](std::string_view family) { return name.starts_with(family); })) return false;
    return std::ranges::none_of(own, [&](const Field& field) { return field.name == name; });
}

Level level_of(std::uint64_t number) {
    return std::max(static_cast<Level>(number), Level::alert);
}

void append_number(std::string& to, std::string_view name, std::uint64_t number) {
    append_field(to, name, std::to_string(number));
}

/// The fields of syslog's that are found by everybody; each is there once.
struct Known {
    Level level = Level::info;
    std::uint64_t facility = 1;
    std::string_view identifier{};

    /// Whether this is one of them.
    bool take(const FieldView& field) {
        bool is_priority = field.name == "PRIORITY", is_facility = field.name == "SYSLOG_FACILITY", is_identifier = field.name == "SYSLOG_IDENTIFIER";
        auto number = is_priority || is_facility ? parse_number(field.value) : std::nullopt;
        if (is_priority && number && *number <= 7) level = level_of(*number);
        if (is_facility && number && *number >= 1 && *number <= 127) facility = *number;
        if (is_identifier && !field.value.empty() && field.value.size() <= kLongestIdentifier) identifier = field.value;
        return is_priority || is_facility || is_identifier;
    }
};

}  // namespace

Foreign take_over(std::span<const FieldView> entry, std::span<const Field> own, std::string_view identifier) {
    Foreign taken;
    Known known{.identifier = identifier};
    for (const FieldView& field : entry)
        if (may_be_foreign(field.name, own) && !known.take(field)) append_field(taken.fields, field.name, field.value);
    taken.level = known.level;
    if (taken.fields.empty()) return taken;
    append_field(taken.fields, "SYSLOG_IDENTIFIER", known.identifier);
    append_number(taken.fields, "SYSLOG_FACILITY", known.facility);
    return taken;
}

Foreign take_over(const SyslogLine& line, std::string_view identifier) {
    Foreign taken{.level = level_of(static_cast<std::uint64_t>(line.level))};
    if (line.message.empty()) return taken;
    append_field(taken.fields, "MESSAGE", line.message);
    bool is_named = !line.identifier.empty() && line.identifier.size() <= kLongestIdentifier;
    append_field(taken.fields, "SYSLOG_IDENTIFIER", is_named ? line.identifier : identifier);
    append_number(taken.fields, "SYSLOG_FACILITY", static_cast<std::uint64_t>(line.facility));
    if (!line.pid.empty()) append_field(taken.fields, "SYSLOG_PID", line.pid);
    return taken;
}

}  // namespace sandbox::journal

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/native.hh"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// A line that a sandbox has written, with what is known of it.
struct LogEntry {
    std::optional<std::int64_t> time{};  ///< microseconds since 1970; none: it is from a file
    std::optional<int> priority{};       ///< 0 to 7, syslog(3); none: it is from a file
    std::string message{};
    std::map<std::string, std::vector<std::string>> fields{};  ///< the journal's other fields, without addresses ("__...")
    bool operator==(const LogEntry&) const = default;

    /// One line, always with the same members: {"time-microseconds":...,"priority":...,"message":...,"fields":{...}}. A field that is
    /// there more than once is a list.
    std::string json() const;
};

/// An entry of journalctl's export format.
LogEntry log_entry_of(const std::vector<journal::FieldView>& fields);

}  // namespace sandbox

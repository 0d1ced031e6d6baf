// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/record.hh"

#include <span>

namespace sandbox {

/// Which sandboxes somebody wants to see: those with all of these labels. "KEY" is any value, "KEY=VALUE" this one.
bool has_labels(const ledger::Record& record, std::span<const std::string> wanted);

/// For people: microseconds since 1970 as local time, as ISO 8601 has it, to the second.
std::string print_time(std::int64_t microseconds);

/// For people: NAME PID SINCE HEALTH UNIT COMMAND, a sandbox a line, headed; control bytes are escaped.
std::string print_table(std::span<const ledger::Record> records);
/// For programs: an array of objects.
std::string print_json(std::span<const ledger::Record> records);

}  // namespace sandbox

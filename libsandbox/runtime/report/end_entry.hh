// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/spec.hh"
#include "runtime/report/report.hh"

#include <vector>

namespace sandbox {

/// The MESSAGE_ID of the entry that says how a run ended.
inline constexpr std::string_view kEndMessageId = "5d1f6a0c0b5e4b5c9a7e6d2f3c418e97";

/// How a run ended, as an entry of the journal.
struct EndEntry {
    journal::Level level = journal::Level::notice;  ///< of a failure warning
    std::string message{};                          ///< one line, safe for a terminal
    /// As systemd has them for its units (systemd.journal-fields(7), systemd.exec(5)), where it has them: SANDBOX_RESULT is one of
    /// its SERVICE_RESULT's words, EXIT_CODE and EXIT_STATUS as there, a signal by its number.
    std::vector<journal::Field> fields{};
};
EndEntry end_entry(const Report& report, std::string_view name);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>
#include <string>

namespace sandbox {

/// 32 hexadecimal digits that no other run has: the SANDBOX_INVOCATION of its entries.
Result<std::string> new_invocation();

/// The first line of a stream of its own to the journal, by which the stream is found.
std::string first_line(const std::string& name, const std::string& invocation);

/// The mark beside a sandbox's log (log_path()) that says that its last output is in the journal, and which entries they are.
struct JournalMark {
    std::string invocation{};
    bool has_streams = false;  ///< its lines went by streams, which have no fields of ours
};
Result<void> write_journal_mark(const std::string& name, const JournalMark& mark);
/// None: there is no mark. Error: what is there is none of ours.
Result<std::optional<JournalMark>> read_journal_mark(const std::string& name);

}  // namespace sandbox

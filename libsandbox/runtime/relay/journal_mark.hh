// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>
#include <string>

namespace sandbox {

/// 32 hexadecimal digits that no other run has: the SANDBOX_INVOCATION of its entries.
Result<std::string> new_invocation();

/// The mark beside a sandbox's log (log_path()) that says that its last output is in the journal, and which entries they are.
Result<void> write_journal_mark(const std::string& name, const std::string& invocation);
/// The invocation; none: there is no mark. Error: what is there is none of ours.
Result<std::optional<std::string>> read_journal_mark(const std::string& name);

}  // namespace sandbox

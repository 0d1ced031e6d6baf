// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/record.hh"
#include "unit/assignment.hh"

namespace sandbox {

/// "Resources.MemoryMax=1G", or without the section, as assignments. Errors: unknown keys, values of the wrong kind, and keys
/// that only a start can honour.
Result<std::vector<Assignment>> changes_of(const std::vector<std::string>& words);

/// Writes them into the groups of a sandbox that runs, and gives its processes their processors. Errors: it has no group, or
/// none with the controller; the kernel or systemd refuses one: then none of them holds, or the error says which. Returns what is to be
/// said of it; empty: nothing.
Result<std::string> change(const ledger::Record& record, const std::vector<Assignment>& changes);

/// Stops every process of it where it is, and lets them go on. Errors: it has no group that can be frozen.
Result<void> freeze(const ledger::Record& record);
Result<void> thaw(const ledger::Record& record);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/record.hh"

#include <set>

namespace sandbox {

/// Who belongs to a sandbox without control groups: PID 1 and what descends from it, those in pid namespaces inside too; and who
/// joined its own pid namespace, if it has one. Who is not ours to see is in none.
Result<std::set<pid_t>> processes_of(const ledger::Record& record);

}  // namespace sandbox

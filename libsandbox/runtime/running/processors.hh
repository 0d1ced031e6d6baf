// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/limits/spec.hh"
#include "runtime/ledger/record.hh"

namespace sandbox {

/// Has every thread of a sandbox that runs go on with these processors (sched_setaffinity(2)), and whoever they start. Errors:
/// none of them may be used, a process is not the caller's to change; they name the setting, and every thread has what it had.
Result<void> set_processors(const ledger::Record& record, const GivenList<NumberRange>& processors);

}  // namespace sandbox

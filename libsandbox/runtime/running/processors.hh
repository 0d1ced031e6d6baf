// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/process.hh"
#include "domains/limits/spec.hh"
#include "runtime/ledger/record.hh"

#include <array>
#include <span>
#include <vector>

namespace sandbox {

/// What a thread could run on before it was changed.
struct FormerProcessors {
    ProcessId thread{};
    std::array<unsigned long, 8192 / (8 * sizeof(unsigned long))> bits{};  ///< no kernel has more processors
    long size = 0;                                                         ///< bytes of `bits` that the kernel has
};
/// Those that are still there have it again.
void restore(std::span<const FormerProcessors> former);

/// Has every thread of a sandbox that runs go on with these processors (sched_setaffinity(2)), and whoever they start. Errors:
/// none of them may be used, a process is not the caller's to change; they name the setting, and every thread has what it had. Returns what they had, for restore().
Result<std::vector<FormerProcessors>> set_processors(const ledger::Record& record, const GivenList<NumberRange>& processors);

}  // namespace sandbox

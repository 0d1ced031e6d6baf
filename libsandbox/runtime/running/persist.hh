// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/ledger/record.hh"
#include "unit/assignment.hh"

#include <span>

namespace sandbox {

/// Whether persist() has a place for changes. Error: it was started without a unit.
Result<void> check_persist(const ledger::Record& record);

/// Keeps assignments for the next start: in the drop-in 90-sandbox-set.toml of the sandbox's unit, beside what was kept there
/// before. What a change leaves in the sandbox as it is, limits of other devices and other files, stays beside it there too.
/// Errors: it was started without a unit, the place cannot be written to.
Result<void> persist(const ledger::Record& record, std::span<const Assignment> changes);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/prepare.hh"
#include "runtime/ledger/record.hh"

namespace sandbox::ledger {

/// What the ledger is told of a sandbox of ours: before its launch (`init` is -1), and when its PID 1 has started.
Result<Record> record_of(const Unit& unit, const Prepared& prepared, pid_t init);

}  // namespace sandbox::ledger

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <vector>

namespace sandbox::ledger {

/// Undoes what a dead sandbox left: its cgroups with what is in them and machined's directory, if they are of this boot, and the files of
/// its entry. The entry itself stays, with its lock, which the caller holds. Errors: something could not be removed; the record is of
/// a newer format (EOPNOTSUPP), and not ours to judge.
Result<void> clear(int directory);

/// Removes every entry whose sandbox is dead. What was removed, and the errors of those that could not be.
struct Swept {
    std::vector<std::string> names{};
    std::vector<Error> errors{};
};
Result<Swept> sweep();

}  // namespace sandbox::ledger

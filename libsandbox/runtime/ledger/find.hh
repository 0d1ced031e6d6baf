// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "runtime/ledger/record.hh"

namespace sandbox::ledger {

/// What an entry says. Errors: no record yet (ENOENT), a newer format (EOPNOTSUPP), malformed.
Result<Record> read_record(int directory);

/// A sandbox that runs, held so that it cannot be taken for another one.
struct Running {
    Record record{};
    UniqueFd directory{};  ///< its entry, for its lock: until the sandbox has ended and all of it is gone
    UniqueFd init{};       ///< pidfd of its PID 1; none between two runs, and while its supervisor ends
    UniqueFd ended{};      ///< the file that will say how it ended
};

/// The caller's sandbox of this name, with the process, whatever number it has, and namespaces that the entry tells of.
/// Errors: there is none (ESRCH), or it is only being started.
Result<Running> find(const std::string& name);

/// The same for whoever can do without PID 1: also of one that is only being started again, or is about to end.
Result<Running> find_supervised(const std::string& name);

/// The same entry as it is now: of a sandbox that has been started again, the next run.
Result<Running> look_again(const Running& sandbox);

/// Every running sandbox of the caller, by name. What dead ones left is swept first. `init` is -1 of one that
/// is between two runs.
Result<std::vector<Record>> list();

}  // namespace sandbox::ledger

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/place.hh"

#include "core/directory.hh"
#include "core/lock.hh"
#include "core/own_places.hh"

namespace sandbox::ledger {

/// Longer than a sweep waits for a group that does not go (watcher::kPatienceMilliseconds).
static constexpr std::chrono::seconds kLockPatience{15};

Result<std::string> place() {
    return place_below(TRY(runtime_directory()));
}

Result<UniqueFd> lock_place() {
    auto runtime = TRY(runtime_directory());
    TRY(own_directory(runtime + "/sandbox", 0755));  // others look for units below it
    auto path = runtime + "/sandbox/by-name";
    auto directory = TRY(own_directory(path, 0700));
    TRY(lock_within(directory.get(), kLockPatience, path));
    return directory;
}

}  // namespace sandbox::ledger

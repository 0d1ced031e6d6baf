// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/place.hh"

#include "core/directory.hh"
#include "core/own_places.hh"

#include <cerrno>
#include <sys/file.h>

namespace sandbox::ledger {

Result<std::string> place() {
    return TRY(runtime_directory()) + "/sandbox/by-name";
}

Result<UniqueFd> lock_place() {
    auto runtime = TRY(runtime_directory());
    TRY(own_directory(runtime + "/sandbox", 0755));  // others look for units below it
    auto path = runtime + "/sandbox/by-name";
    auto directory = TRY(own_directory(path, 0700));
    while (::flock(directory.get(), LOCK_EX) < 0)
        if (errno != EINTR) return fail(Error::from_errno("lock " + path));
    return directory;
}

}  // namespace sandbox::ledger

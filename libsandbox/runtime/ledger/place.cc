// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/place.hh"

#include "core/directory.hh"

#include <cerrno>
#include <cstdlib>
#include <sys/file.h>
#include <unistd.h>

namespace sandbox::ledger {
namespace {

/// The directory that the machine makes for the caller at boot or login, and takes away again.
Result<std::string> runtime_directory() {
    if (::geteuid() == 0) return "/run";
    const char* path = ::getenv("XDG_RUNTIME_DIR");
    if (path != nullptr && path[0] == '/') return path;
    return fail(Error::impossible("XDG_RUNTIME_DIR is not set, and the names of an ordinary user's sandboxes are kept there")
                    .hint("log in, or set it to a directory of your own"));
}

}  // namespace

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

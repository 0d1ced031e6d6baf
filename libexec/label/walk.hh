// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <functional>
#include <string>
#include <sys/stat.h>

namespace sandbox::label {

/// A file that was found: its path, for people, and an O_PATH descriptor, which is what it is whatever happens to the path.
struct Found {
    const std::string& path;
    int fd;
    const struct stat& status;
};

using Visit = std::function<Result<void>(const Found&)>;
/// What becomes of what cannot be opened (ELOOP: a link above the file), or was refused by the visitor: an error ends the walk.
using Refused = std::function<Result<void>(Error)>;

/// Visits a file and all that is below it, on one file system, without following a link, be it above the file.
Result<void> walk(const std::string& path, const Visit& visit, const Refused& refused);

}  // namespace sandbox::label

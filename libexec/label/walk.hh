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

/// Visits a file and all that is below it, on one file system, without following a link, be it above the file. Errors: what cannot
/// be opened (ELOOP: there is such a link), and what the visitor says.
Result<void> walk(const std::string& path, const std::function<Result<void>(const Found&)>& visit);

}  // namespace sandbox::label

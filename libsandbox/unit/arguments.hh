// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/host_path.hh"
#include "unit/unit.hh"

#include <functional>

namespace sandbox {

/// The directory that an absolute path with ".." in it leads to, over whatever links, without any.
using FindDirectory = std::function<Result<std::string>(const std::string& path)>;
/// As the host's paths are: over links of root's and the caller's own only, and none in a directory that a sandbox could write to.
Result<std::string> find_directory(const HostPaths& paths, const std::string& path);

/// Makes the arguments that Files.BindArguments names absolute, as seen from `cwd`: the path is the same inside. Errors:
/// an argument is missing, an option of the command where a file must be, no such directory.
Result<void> absolute_arguments(Unit& unit, const std::string& cwd, const FindDirectory& find);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <vector>

namespace sandbox::cgroup {

/// The regular files (and links) of a directory, with their paths, sorted.
Result<std::vector<std::string>> files_in(const std::string& directory);
/// The names of its regular files in the file system's own order, which libcgroup's tools print in.
Result<std::vector<std::string>> names_in_order(const std::string& directory);
/// The names of its subdirectories, in that order.
Result<std::vector<std::string>> directories_in_order(const std::string& directory);

}  // namespace sandbox::cgroup

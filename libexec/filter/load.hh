// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

#include "policy.hh"

namespace sandbox::filter {

/// Reads a whole file; `-` is the standard input. At most 1 MiB.
Result<std::string> read_file(const std::string& path);

/// Reads the profile at `path`, what it extends (`NAME.profile` in the same directory), and applies both, then `rules`:
/// one statement each, every one a layer of its own. A profile on standard input (`-`) cannot extend.
Result<Policy> load_policy(const std::string& path, std::span<const std::string> rules);

}  // namespace sandbox::filter

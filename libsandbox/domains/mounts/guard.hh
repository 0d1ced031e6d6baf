// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <span>
#include <string>
#include <vector>

namespace sandbox::mounts {

/// The guarded directories that a tree of the host's holds, as paths below it ("a/b"), whatever names and mounts lead there.
/// One that is missing is made, or whoever may write to the tree could make it. Errors: the tree is such a directory or
/// lies in one; one that is missing cannot be made, although the tree may be written to.
Result<std::vector<std::string>> guarded_in(const std::string& tree, std::span<const std::string> guarded);

}  // namespace sandbox::mounts

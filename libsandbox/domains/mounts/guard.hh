// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/guarded.hh"

#include <span>
#include <string>
#include <vector>

namespace sandbox::mounts {

/// What somebody inside may do in a tree.
enum class Lent { to_read, to_write };

/// What of that a tree of the host's holds, as paths below it ("a/b"), whatever names and mounts lead there: of one that is lent to be
/// read only what is hidden. A directory that is missing is made, or it might come into being there.
/// Errors: the tree is such a place or lies in one; one that is missing cannot be made, although the tree may be written to.
Result<std::vector<Guarded>> guarded_in(const std::string& tree, Lent lent, std::span<const Guarded> guarded);

}  // namespace sandbox::mounts

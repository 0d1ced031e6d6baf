// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/guarded.hh"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace sandbox::mounts {

/// What somebody inside may do in a tree.
enum class Lent { to_read, to_write };

/// What of that a tree of the host's holds, as paths below it ("a/b"), whatever names and mounts lead there: of one that is lent to be
/// read only what is hidden. A directory that is missing is made, or it might come into being there.
/// Errors: the tree is such a place or lies in one; one that is missing cannot be made, although the tree may be written to.
Result<std::vector<Guarded>> guarded_in(const std::string& tree, Lent lent, GuardedPlaces& guarded);

/// What keeps those paths of one tree: each only once, and none that another of them keeps already.
class Guards {
public:
    using Ends = std::map<std::string, Guarded::Manner>;

    explicit Guards(std::span<const Guarded> found);
    /// By path, so that what is above comes before what is below.
    const Ends& ends() const { return ends_; }
    /// The directories that lead there, in the same order.
    std::set<std::string> ways() const;

private:
    bool is_kept(const std::string& path, Guarded::Manner manner) const;
    Ends ends_{};
};

}  // namespace sandbox::mounts

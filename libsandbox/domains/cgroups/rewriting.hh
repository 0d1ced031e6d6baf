// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/contribution.hh"
#include "domains/cgroups/step.hh"

#include <optional>
#include <span>

namespace sandbox::cgroups {

/// A file of a group that lives, and what is to be in it.
struct Writing {
    Group group;
    std::vector<Content> tries;  ///< the first whose file this kernel has
    Reason reason;
    bool is_default = false;     ///< it only follows: a kernel without the file needs none
    std::string device{};        ///< "MAJOR:MINOR": the line of the file that is meant; empty: the file is one value
};

/// What was written, and what was there before.
struct Written {
    Group group;
    Content now;
    std::optional<std::string> before{};  ///< what to write to have it back; none: that cannot be told
};

/// Writes all of them, or none: what the kernel refuses ends in undo(). Of two that bound each other the one that can goes
/// first. What is harder to have back is written later: memory, for which the kernel reclaims and kills, and last, in its
/// order, what a file does not tell.
Result<std::vector<Written>> write_all(std::vector<Writing> writings);

/// Has back what was there, the last first. The error is `why`, with what holds all the same.
Error undo(std::span<const Written> written, Error why);

}  // namespace sandbox::cgroups

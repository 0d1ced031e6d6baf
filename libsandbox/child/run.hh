// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "child/op.hh"

#include <span>

namespace sandbox::child {

/// What a child is given: its ops in their order, those before `carried` for the carrier that comes before it.
struct Program {
    std::span<const Op> ops{};
    /// One for each op: whether the unit calls its setting optional, so that its failure is told and the rest goes on.
    std::span<const bool> optional{};
    std::size_t carried = 0;
    Context context{};
};

/// Runs the ops from `first` to `last` (not included). Returns true, or after a failure that is not optional false. An op that
/// did without what it was to do returns that error above 0. Every failure goes out on the life line. The last op of a program
/// does not return, it becomes another program.
bool run(Program& program, std::size_t first, std::size_t last) noexcept;

}  // namespace sandbox::child

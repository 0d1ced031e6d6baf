// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>

#include "profile.hh"
#include "program.hh"

namespace sandbox::filter {

/// The numbers `first` to `last`, both included, and what the filter returns for them.
struct Range {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t value;
};

/// A binary search: returns the value of the range that the accumulator is in, `otherwise` if in none. Neighbours of one
/// value become one range, so that the program's length depends on how often the value changes, not on how many numbers
/// there are. Ranges must be in order and apart; what is not is an error.
Result<Program> range_tree(std::span<const Range> ranges, std::uint32_t otherwise);

}  // namespace sandbox::filter

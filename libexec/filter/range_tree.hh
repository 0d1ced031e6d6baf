// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "profile.hh"
#include "program.hh"
#include "program_writer.hh"

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

/// Where the numbers of a value go: to what it writes, or has written for the value before.
using Target = std::function<ProgramWriter::Place(std::uint32_t value)>;

/// The same within a program that is being written; returns its entry.
Result<ProgramWriter::Place> write_range_tree(ProgramWriter& writer, std::span<const Range> ranges, std::uint32_t otherwise,
                                              const Target& target);

}  // namespace sandbox::filter

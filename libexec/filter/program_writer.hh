// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "program.hh"

namespace sandbox::filter {

/// Writes a program from its end: all jumps go forward, so a jump's target stands before it is written.
class ProgramWriter {
public:
    /// The place of an instruction, counted from the end.
    using Place = std::size_t;

    /// One that goes on at `next`.
    Place write(std::uint16_t code, std::uint32_t k, Place next);
    /// `comparison` is BPF_JEQ and the like, with a constant.
    Place write_jump(std::uint16_t comparison, std::uint32_t k, Place yes, Place no);
    /// One return of each value stands for all that reach it.
    Place write_return(std::uint32_t value);
    /// The program that begins at `entry`.
    Program take(Place entry);

private:
    Place append(std::uint32_t code, std::uint8_t yes, std::uint8_t no, std::uint32_t k);
    /// How many instructions the one that is written next skips to get there.
    std::size_t distance(Place target) const { return code_.size() - target - 1; }
    Place near(Place target);
    void go_on_at(Place next);

    Program code_;
    std::map<std::uint32_t, Place> returns_;  ///< the last of each value
};

}  // namespace sandbox::filter

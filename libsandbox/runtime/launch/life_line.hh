// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"
#include "core/error.hh"
#include "core/fd.hh"
#include "core/init_protocol.hh"

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace sandbox {

/// Nothing is said now.
struct Silence {};
/// Nothing will be said any more.
struct LineEnd {};
using Said = std::variant<Silence, OpFailure, init::Message, LineEnd>;

/// The supervisor's end of the line over which the child says how its set-up goes and then PID 1 how the command fares
/// (core/init_protocol.hh). Only this reads it. Steps that were left out come between the others, and are kept.
class LifeLine {
public:
    LifeLine() = default;
    explicit LifeLine(UniqueFd line) : line_(std::move(line)) {}

    /// To poll.
    int get() const { return line_.get(); }
    /// The next that was said; does not wait. Of an OpFailure the launch died.
    Result<Said> next();
    /// The step that failed, if the child has said so by now; what PID 1 says stays for next().
    std::optional<OpFailure> failed_step();
    /// The steps that were left out so far.
    std::span<const OpFailure> left_out() const { return left_out_; }

private:
    UniqueFd line_{};
    std::vector<OpFailure> left_out_{};
};

}  // namespace sandbox

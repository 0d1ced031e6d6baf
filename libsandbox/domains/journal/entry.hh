// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/spec.hh"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace sandbox::journal {

/// Adds a field as journald's native protocol has it: the value with its length in front, so that no byte of it ends the field.
void append_field(std::string& to, std::string_view name, std::string_view value);

/// Cuts bytes into lines as they come: at a newline or NUL, and where a line is longer than kMost.
class Lines {
public:
    static constexpr std::size_t kMost = 48 * 1024;
    using Take = std::function<void(std::string_view line)>;

    /// Empty lines are none.
    void add(std::string_view bytes, const Take& take);
    /// What has no end becomes a line.
    void finish(const Take& take);

private:
    std::string begun_{};
};

/// How many lines may be written. Times are CLOCK_MONOTONIC's.
class RateLimit {
public:
    /// Without an interval, or a burst, there is no limit.
    RateLimit(Microseconds interval, std::uint64_t burst) : interval_(interval), burst_(burst) {}
    bool is_unlimited() const { return interval_.count() == 0 || burst_ == 0; }
    /// Whether one more may be.
    bool take(Microseconds now);
    /// Whether the interval that the last was in is over.
    bool is_over(Microseconds now) const { return now - begin_ >= interval_; }
    bool has_dropped() const { return dropped_ > 0; }
    /// How many were refused since the last call.
    std::uint64_t take_dropped() { return std::exchange(dropped_, 0); }

private:
    Microseconds interval_;
    std::uint64_t burst_;
    Microseconds begin_{Microseconds::min() / 2};
    std::uint64_t taken_ = 0;
    std::uint64_t dropped_ = 0;
};

}  // namespace sandbox::journal

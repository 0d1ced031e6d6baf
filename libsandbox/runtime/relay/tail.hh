// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// A line for a report: not longer than 1024 bytes.
inline std::string shortened(std::string_view line) {
    constexpr std::size_t kLongest = 1024;
    return std::string(line.substr(0, kLongest)) + (line.size() > kLongest ? "..." : "");
}

/// The last lines of what passes.
class Tail {
public:
    explicit Tail(std::size_t most) : most_(most) {}

    void add(std::string_view line) {
        if (most_ == 0) return;
        if (lines_.size() == most_) lines_.pop_front();
        lines_.push_back(shortened(line));
    }
    void clear() { lines_.clear(); }
    std::vector<std::string> lines() const { return {lines_.begin(), lines_.end()}; }

private:
    std::size_t most_;
    std::deque<std::string> lines_{};
};

}  // namespace sandbox

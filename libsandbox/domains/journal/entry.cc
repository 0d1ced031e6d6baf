// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/entry.hh"

#include <algorithm>
#include <utility>

namespace sandbox::journal {

std::string print_field(std::string_view name, std::string_view value) {
    std::string field(name);
    field += '\n';
    for (unsigned shift = 0; shift < 64; shift += 8) field += static_cast<char>(static_cast<std::uint64_t>(value.size()) >> shift & 255);
    field += value;
    return field += '\n';
}

void Lines::add(std::string_view bytes, const Take& take) {
    while (!bytes.empty()) {
        auto end = bytes.find_first_of(std::string_view("\n\0", 2));
        auto part = bytes.substr(0, std::min(end, kMost - begun_.size()));
        begun_ += part;
        bytes.remove_prefix(part.size());
        if (part.size() == end) bytes.remove_prefix(1);
        else if (begun_.size() < kMost) return;
        finish(take);
    }
}

void Lines::finish(const Take& take) {
    if (!begun_.empty()) take(begun_);
    begun_.clear();
}

bool RateLimit::take(Microseconds now) {
    if (interval_.count() == 0 || burst_ == 0) return true;
    if (is_over(now)) begin_ = now, taken_ = 0;
    bool may_be = taken_ < burst_;
    ++(may_be ? taken_ : dropped_);
    return may_be;
}

std::uint64_t RateLimit::take_dropped(Microseconds now, bool at_end) {
    return at_end || is_over(now) ? std::exchange(dropped_, 0) : 0;
}

}  // namespace sandbox::journal

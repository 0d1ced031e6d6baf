// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/entry.hh"

#include <algorithm>

namespace sandbox::journal {

void append_field(std::string& to, std::string_view name, std::string_view value) {
    char length[8];
    for (unsigned byte = 0; byte < 8; ++byte) length[byte] = static_cast<char>(static_cast<std::uint64_t>(value.size()) >> 8 * byte & 255);
    to.append(name).append(1, '\n').append(length, sizeof length).append(value).append(1, '\n');
}

void Lines::add(std::string_view bytes, const Take& take) {
    while (!bytes.empty()) {
        auto end = bytes.find_first_of(std::string_view("\n\0", 2));
        auto part = bytes.substr(0, std::min(end, kMost - begun_.size()));
        bytes.remove_prefix(part.size());
        bool has_end = part.size() == end;
        if (has_end) bytes.remove_prefix(1);
        if (has_end && begun_.empty()) {  // most lines come whole
            if (!part.empty()) take(part);
            continue;
        }
        begun_ += part;
        if (!has_end && begun_.size() < kMost) return;
        finish(take);
    }
}

void Lines::finish(const Take& take) {
    if (!begun_.empty()) take(begun_);
    begun_.clear();
}

bool RateLimit::take(Microseconds now) {
    if (is_unlimited()) return true;
    if (is_over(now)) begin_ = now, taken_ = 0;
    bool may_be = taken_ < burst_;
    ++(may_be ? taken_ : dropped_);
    return may_be;
}

}  // namespace sandbox::journal

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"

#include <string_view>

namespace sandbox {

/// Finds ^]^]^] within a second in what is typed at a terminal: whoever types that wants to leave, as in machinectl(1).
class DetachKey {
public:
    static constexpr char kKey = '\x1d';  ///< Ctrl-]
    static constexpr Microseconds kWithin = std::chrono::seconds(1);

    /// Whether these bytes complete it.
    bool take(std::string_view typed, Microseconds now) {
        for (char byte : typed) {
            if (byte != kKey) count_ = 0;
            else if (count_ == 0 || now - first_ > kWithin) count_ = 1, first_ = now;
            else if (++count_ == 3) return true;
        }
        return false;
    }

private:
    int count_ = 0;
    Microseconds first_{};
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "domains/cgroups/memory_level.hh"

#include <span>

namespace sandbox {

/// Looks at the memory of a sandbox with a limit, for who wants to hear of it before the kernel kills (Hooks.PreDeath).
class MemoryWarning {
public:
    static constexpr unsigned kNear = 90;  ///< percent of the limit
    static constexpr Microseconds kPause = std::chrono::milliseconds(250);

    /// Never looks.
    MemoryWarning() = default;
    MemoryWarning(std::span<const cgroups::Group> groups, Microseconds now) : groups_(groups) {
        if (cgroups::memory_level(groups_)) next_ = later(now, kPause);
    }

    bool is_watching() const { return next_ != kForever; }
    int timeout(Microseconds now) const { return poll_timeout(next_, now); }
    /// True once: it is near.
    bool is_due(Microseconds now) {
        if (now < next_) return false;
        bool is_near = cgroups::memory_level(groups_).value_or(0) >= kNear;
        next_ = is_near ? kForever : later(now, kPause);
        return is_near;
    }

private:
    std::span<const cgroups::Group> groups_{};  ///< borrowed
    Microseconds next_ = kForever;
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/memory_level.hh"
#include "domains/life/step.hh"
#include "runtime/supervise/lifetime.hh"

#include <span>

namespace sandbox {

/// Looks at the memory of a sandbox with a limit, for who wants to hear of it before the kernel kills (Hooks.PreDeath).
class MemoryWarning {
public:
    static constexpr unsigned kNear = 90;  ///< percent of the limit
    static constexpr life::Microseconds kPause = std::chrono::milliseconds(250);

    /// Never looks.
    MemoryWarning() = default;
    MemoryWarning(std::span<const cgroups::Group> groups, life::Microseconds now) : groups_(groups) {
        if (cgroups::memory_level(groups_)) next_ = later(now, kPause);
    }

    bool is_watching() const { return next_ != life::kForever; }
    int timeout(life::Microseconds now) const { return poll_timeout(next_, now); }
    /// True once: it is near.
    bool is_due(life::Microseconds now) {
        if (now < next_) return false;
        bool is_near = cgroups::memory_level(groups_).value_or(0) >= kNear;
        next_ = is_near ? life::kForever : later(now, kPause);
        return is_near;
    }

private:
    std::span<const cgroups::Group> groups_{};  ///< borrowed
    life::Microseconds next_ = life::kForever;
};

}  // namespace sandbox

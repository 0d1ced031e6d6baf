// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/life/step.hh"
#include "runtime/report/health_state.hh"

#include <string>

namespace sandbox {

/// When a sandbox is asked how it is, and what follows of its answers (Health.*). Times are CLOCK_MONOTONIC's.
class Health {
public:
    Health(const life::CheckHealth& check, Microseconds start);

    /// When the next check is due, or the running one to be killed.
    Microseconds next() const { return next_; }
    /// No check now, and none that counts: the next one is due an interval later.
    void put_off(Microseconds now);
    /// A check begins: it is to be killed at next().
    void begun(Microseconds now, Microseconds grace);
    /// And has ended. `failure`: what went wrong; empty: all is well. True: that was one failure too many, which is told once.
    bool ended(std::string failure, Microseconds now);

    const HealthState& state() const { return state_; }

private:
    life::CheckHealth check_;
    Microseconds counts_from_;
    Microseconds next_;
    bool counts_ = false;  ///< a failure of the running check
    HealthState state_{};
};

}  // namespace sandbox

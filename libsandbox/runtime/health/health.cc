// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/health/health.hh"

#include "core/clock.hh"

namespace sandbox {

Health::Health(const life::CheckHealth& check, Microseconds start)
    : check_(check), counts_from_(later(start, check.start_period)), next_(later(start, check.interval)) {}

void Health::put_off(Microseconds now) {
    next_ = later(now, check_.interval);
}

void Health::begun(Microseconds now, Microseconds grace) {
    counts_ = now >= counts_from_;
    next_ = later(now, later(check_.timeout, grace));
}

bool Health::ended(std::string failure, Microseconds now) {
    next_ = later(now, check_.interval);
    state_.last_failure = std::move(failure);
    if (state_.last_failure.empty()) {
        state_.status = HealthStatus::healthy;
        state_.streak = 0;
        return false;
    }
    if (!counts_) return false;
    ++state_.streak;
    if (state_.streak != check_.retries) return false;
    state_.status = HealthStatus::unhealthy;
    return true;
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/clock.hh"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <time.h>

namespace sandbox {

static Microseconds time_of(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return Microseconds(now.tv_sec * 1'000'000ll + now.tv_nsec / 1000);
}

Microseconds monotonic_now() {
    return time_of(CLOCK_MONOTONIC);
}

Microseconds real_now() {
    return time_of(CLOCK_REALTIME);
}

Microseconds later(Microseconds now, Microseconds span) {
    return span > kForever - now ? kForever : now + span;
}

int poll_timeout(Microseconds next, Microseconds now) {
    if (next == kForever) return -1;
    auto left = std::clamp<std::int64_t>((next - now).count(), 0, INT_MAX * 1000ll);  // room to round up
    return static_cast<int>((left + 999) / 1000);
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>

namespace sandbox {

using Microseconds = std::chrono::microseconds;
/// A time that no clock reaches.
inline constexpr Microseconds kForever = Microseconds::max();

/// CLOCK_MONOTONIC's time, clock_gettime(2): since the boot, and never less than before.
Microseconds monotonic_now();
/// CLOCK_REALTIME's: since 1970, as far as the machine knows.
Microseconds real_now();

/// `span` after `now`; kForever, if no clock reaches it.
Microseconds later(Microseconds now, Microseconds span);
/// How long to poll at the most for something that is due at `next`, in milliseconds and not a moment less; -1: for ever. What is
/// further away than a poll can take is not due when it ends.
int poll_timeout(Microseconds next, Microseconds now);

}  // namespace sandbox

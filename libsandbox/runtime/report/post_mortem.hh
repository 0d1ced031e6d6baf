// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/prepare.hh"
#include "runtime/report/report.hh"

namespace sandbox {

/// CLOCK_MONOTONIC in microseconds.
std::uint64_t now_microseconds();
/// CLOCK_REALTIME in microseconds: since 1970.
std::int64_t microseconds_since_1970();

/// What of a report somebody will read.
enum class Reading { cause, all };

/// Adds to the report which call a filter ended the command for, what SELinux denied, and what is known only until the groups are gone: their
/// figures, and whether and for whose limit somebody was killed. `start` is when the sandbox started. The figures of what
/// ended well are left out where nobody reads them: each is a file.
void examine(const Prepared& prepared, std::uint64_t start, Reading reading, Report& report);

}  // namespace sandbox

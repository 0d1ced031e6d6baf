// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstdint>
#include <ctime>

namespace sandbox::classic {

/// Sets a clock's offset in the time namespace that our children will be in: time_namespaces(7).
Result<void> set_clock_offset(clockid_t clock, std::int64_t seconds);

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "core/error.hh"

#include <string_view>

namespace sandbox {

/// Whether a service manager that started us wants to know when we are ready ($NOTIFY_SOCKET).
bool has_manager();

/// Tells the service manager that started us, as sd_notify(3) does, if there is one that listens ($NOTIFY_SOCKET): lines such as
/// "READY=1". Who does not listen is not told, and that is no error. `patience`: how long one who listens and does not read keeps us
/// waiting. Error: it has not taken it by then.
Result<void> notify_manager(std::string_view lines, Microseconds patience);
/// For what it waits for itself.
inline constexpr Microseconds kManagerPatience = std::chrono::seconds(5);

}  // namespace sandbox

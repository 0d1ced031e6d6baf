// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/health_state.hh"

#include "core/json.hh"

#include <algorithm>

namespace sandbox {

std::optional<HealthStatus> health_status(std::string_view name) {
    auto found = std::ranges::find(kHealthStatuses, name);
    if (found == std::end(kHealthStatuses)) return std::nullopt;
    return static_cast<HealthStatus>(found - kHealthStatuses);
}

std::string HealthState::json() const {
    return JsonObject().text("status", name_of(status)).number("failing-streak", streak).text("last-failure", last_failure).end();
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

enum class HealthStatus { starting, healthy, unhealthy };
/// As the ledger and the report have it.
inline constexpr std::string_view kHealthStatuses[] = {"starting", "healthy", "unhealthy"};
constexpr std::string_view name_of(HealthStatus status) { return kHealthStatuses[static_cast<std::size_t>(status)]; }
std::optional<HealthStatus> health_status(std::string_view name);

/// What is known of a sandbox's health.
struct HealthState {
    HealthStatus status = HealthStatus::starting;
    unsigned streak = 0;         ///< failures in a row that count
    std::string last_failure{};  ///< what the last check that failed said; empty: the last one was good
    bool operator==(const HealthState&) const = default;

    /// {"status":…,"failing-streak":N,"last-failure":…}
    std::string json() const;
};

}  // namespace sandbox

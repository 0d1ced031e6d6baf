// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/life/step.hh"

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

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/report/report.hh"

#include <deque>
#include <string>

namespace sandbox {

/// Whether a sandbox that has ended is started again (Exec.Restart, Exec.Reboot, Health.OnFailure). Times are CLOCK_MONOTONIC's.
class Restarts {
public:
    /// More starts than this in such a time, and it is not started again.
    static constexpr std::size_t kMost = 5;
    static constexpr Microseconds kInterval = std::chrono::seconds(10);

    explicit Restarts(const Plan& plan);

    void started(Microseconds now);
    /// Whether it is to be started again after this end. The report gets a word about it.
    bool go_on(Report& report, Microseconds now) const;
    /// How long to wait before that.
    Microseconds pause() const { return pause_; }

private:
    void want(const Reason& reason, Microseconds pause);
    bool is_wanted(const Report& report) const;
    life::RestartPolicy policy_ = life::RestartPolicy::no;
    Microseconds pause_{};
    std::string reason_{};
    bool is_rebooting_ = false;  ///< a reboot inside is answered
    bool is_healing_ = false;    ///< and so is an end for its health
    std::deque<Microseconds> starts_{};  ///< the last ones
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"
#include "runtime/health/health.hh"
#include "runtime/health/health_check.hh"
#include "runtime/ledger/ledger.hh"

#include <optional>
#include <poll.h>
#include <string>
#include <vector>

namespace sandbox {

/// The checks of one run of a sandbox (Health.*): when they are due, and who is told of them. One that runs when this goes is
/// killed.
class HealthChecks {
public:
    /// Nothing, if the plan has none. `record` is the running sandbox's, whose PID 1 is `init`; `entry`, unless null, is kept up
    /// to date.
    static Result<std::optional<HealthChecks>> make(const Plan& plan, ledger::Record record, const Child& init, ledger::Ledger* entry);

    /// What ends with the running check; none: -1.
    pollfd to_poll() const { return {check_ ? check_->pidfd() : -1, POLLIN, 0}; }
    /// When serve() has something to do without that.
    Microseconds next() const { return health_.next(); }
    /// Starts and ends checks. True: the sandbox has become unhealthy, and Health.OnFailure is to be done.
    bool serve(bool has_ended, Microseconds now);

    /// Whether sandbox-stop wants the sandbox's end.
    bool is_marked() const { return entry_ != nullptr && entry_->is_marked(); }

    const life::CheckHealth& wanted() const { return wanted_; }
    const HealthState& state() const { return health_.state(); }
    /// Why it is unhealthy, with the setting and where it was written.
    std::string reason() const;
    /// What went wrong beside the checks.
    std::vector<std::string> take_notes() { return std::exchange(notes_, {}); }

private:
    HealthChecks(const life::CheckHealth& wanted, std::string setting, ledger::Running sandbox, ledger::Ledger* entry, Microseconds start)
        : wanted_(wanted), setting_(std::move(setting)), sandbox_(std::move(sandbox)), entry_(entry), health_(wanted, start) {}
    /// Nobody inside can answer.
    bool is_frozen() const;
    bool end(std::string failure, Microseconds now);
    void tell();

    life::CheckHealth wanted_;
    std::string setting_;
    ledger::Running sandbox_;
    ledger::Ledger* entry_;
    Health health_;
    std::optional<HealthCheck> check_{};
    std::vector<std::string> notes_{};
};

}  // namespace sandbox

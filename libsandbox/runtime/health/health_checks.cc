// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/health/health_checks.hh"

#include "core/clock.hh"
#include "domains/cgroups/freezer.hh"
#include "plan/find.hh"

#include <fcntl.h>

namespace sandbox {

Result<std::optional<HealthChecks>> HealthChecks::make(const Plan& plan, ledger::Record record, const Child& init, ledger::Ledger* entry) {
    auto found = find_step<life::Step, life::CheckHealth>(plan);
    if (!found) return std::nullopt;
    UniqueFd pidfd(::fcntl(init.pidfd(), F_DUPFD_CLOEXEC, 3));
    if (!pidfd) return fail(Error::from_errno("dup"));
    auto setting = std::string(found.reason->setting) + " (" + found.reason->origin.print() + ")";
    ledger::Running sandbox{.record = std::move(record), .init = std::move(pidfd)};
    return HealthChecks(*found.step, std::move(setting), std::move(sandbox), entry, monotonic_now());
}

bool HealthChecks::serve(bool has_ended, Microseconds now) {
    if (check_ && (has_ended || now >= health_.next())) {
        auto failure = check_->finish();
        check_.reset();
        if (is_frozen()) return health_.put_off(now), false;
        return end(std::move(failure), now);
    }
    if (check_ || now < health_.next()) return false;
    if (is_frozen()) return health_.put_off(now), false;
    health_.begun(now, HealthCheck::kGrace);
    auto check = HealthCheck::start(sandbox_, wanted_.command, wanted_.timeout);
    if (!check) return end(check.error().message(), now);
    check_.emplace(*std::move(check));
    return false;
}

bool HealthChecks::is_frozen() const {
    return cgroups::is_frozen(sandbox_.record.cgroups).value_or(false);  // the check itself says what is wrong
}

bool HealthChecks::end(std::string failure, Microseconds now) {
    auto before = health_.state();
    bool is_too_much = health_.ended(std::move(failure), now);
    if (health_.state() != before) tell();
    return is_too_much;
}

void HealthChecks::tell() {
    sandbox_.record.health = health_.state();
    if (entry_ == nullptr) return;
    auto told = entry_->update(sandbox_.record);
    if (!told && notes_.empty()) notes_.push_back(std::move(told).error().message());
}

std::string HealthChecks::reason() const {
    auto streak = std::to_string(state().streak) + (state().streak == 1 ? " failure" : " failures in a row, the last");
    return setting_ + ": " + streak + ": " + state().last_failure;
}

}  // namespace sandbox

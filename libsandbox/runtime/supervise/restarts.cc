// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/restarts.hh"

#include "core/text.hh"
#include "plan/find.hh"

namespace sandbox {

using Ended = Report::Ended;

Restarts::Restarts(const Plan& plan) {
    if (auto found = find_step<life::Step, life::Restart>(plan)) {
        policy_ = found.step->policy;
        want(*found.reason, found.step->pause);
    }
    if (auto found = find_step<life::Step, life::AnswerReboot>(plan); found && found.step->answer == life::Reboot::restart) {
        is_rebooting_ = true;
        want(*found.reason, found.step->pause);
    }
    if (auto found = find_step<life::Step, life::CheckHealth>(plan); found && found.step->on_failure == life::OnFailure::restart) {
        is_healing_ = true;
        want(*found.reason, found.step->pause);
    }
}

void Restarts::want(const Reason& reason, Microseconds pause) {
    pause_ = pause;
    if (reason_.empty()) reason_ = std::string(reason.setting) + " (" + reason.origin.print() + ")";
}

void Restarts::started(Microseconds now) {
    starts_.push_back(now);
    if (starts_.size() > kMost) starts_.pop_front();
}

bool Restarts::is_wanted(const Report& report) const {
    // These never ran, and would not the next time.
    if (report.ended == Ended::not_found || report.ended == Ended::not_executable || report.ended == Ended::failed) return false;
    if (report.was_stopped || report.ended == Ended::halted) return false;
    if (report.ended == Ended::rebooted) return is_rebooting_;
    if (is_healing_ && !report.unhealthy.empty()) return true;
    if (policy_ == life::RestartPolicy::always) return true;
    return policy_ == life::RestartPolicy::on_failure && is_failure(report);
}

bool Restarts::go_on(Report& report, Microseconds now) const {
    if (!is_wanted(report)) return false;
    report.starts_again = starts_.size() < kMost || now - starts_.front() >= kInterval;
    if (!report.starts_again)
        report.given_up = "not started again after " + std::to_string(kMost) + " starts in " + print_duration(kInterval) + ": " + reason_;
    return report.starts_again;
}

}  // namespace sandbox

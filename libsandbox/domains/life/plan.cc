// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/plan.hh"

#include "core/signal.hh"
#include "core/text.hh"

namespace sandbox::life {

void contribute(const Spec& spec, Contributions& out) {
    out.ending = {*spec.kill_signal, *spec.stop_timeout};
}

/// Nothing but the command has anything to do without it.
static Result<void> plan_health(const Spec& spec, Draft<Step>& out) {
    if (spec.health_command.empty()) {
        auto alone = [](std::string_view setting, const Origin& origin) {
            return fail(Error::usage("it goes with Health.Command, which is not there").at(origin, setting));
        };
        if (spec.health_interval.is_given()) return alone("Health.Interval", spec.health_interval.origin);
        if (spec.health_timeout.is_given()) return alone("Health.Timeout", spec.health_timeout.origin);
        if (spec.health_start_period.is_given()) return alone("Health.StartPeriod", spec.health_start_period.origin);
        if (spec.health_retries.is_given()) return alone("Health.Retries", spec.health_retries.origin);
        if (spec.health_on_failure.is_given()) return alone("Health.OnFailure", spec.health_on_failure.origin);
        return {};
    }
    CheckHealth check{.interval = *spec.health_interval, .timeout = *spec.health_timeout, .start_period = *spec.health_start_period,
                      .retries = *spec.health_retries, .on_failure = *spec.health_on_failure, .signal = *spec.kill_signal,
                      .patience = *spec.stop_timeout, .pause = *spec.restart_pause};
    for (const auto& word : spec.health_command) check.command.push_back(*word);
    out.step(Phase::attend, std::move(check), {"Health.Command", spec.health_command.items[0].origin});
    return {};
}

/// What is done to one that is not well.
static std::string cure_of(const CheckHealth& check) {
    auto ending = print_signal(check.signal);
    if (check.patience != kForever) ending += ", and SIGKILL after " + print_duration(check.patience) + " more";
    switch (check.on_failure) {
    case OnFailure::none: return "it is unhealthy";
    case OnFailure::kill: return "SIGKILL";
    case OnFailure::stop: return ending;
    case OnFailure::restart: return ending + ", then again after " + print_duration(check.pause);
    }
    return {};
}

static Result<void> plan_reboot(const Spec& spec, const Surroundings& around, Draft<Step>& out) {
    if (!spec.reboot.is_given()) return {};
    if (!around.can_reboot)
        return fail(Error::usage("reboot(2) inside would be refused: it needs CAP_SYS_BOOT in Security.Capabilities, a pid namespace, and "
                                 "SystemCalls.Profile = \"container\"")
                        .at(spec.reboot.origin, "Exec.Reboot"));
    out.step(Phase::attend, AnswerReboot{*spec.reboot, *spec.restart_pause}, {"Exec.Reboot", spec.reboot.origin});
    return {};
}

/// Whoever takes a restart away from a unit need not take its pause, too.
static void note_pause(const Spec& spec, Draft<Step>& out) {
    if (!spec.restart_pause.is_given() || *spec.restart != RestartPolicy::no) return;
    bool cures = !spec.health_command.empty() && *spec.health_on_failure == OnFailure::restart;
    bool answers = spec.reboot.is_given() && *spec.reboot == Reboot::restart;
    if (!cures && !answers) out.note("nothing comes of it: nothing starts it again", {"Exec.RestartSec", spec.restart_pause.origin});
}

static Result<void> plan_reports(const Spec& spec, const Surroundings& around, Draft<Step>& out) {
    if (*spec.keep == 0 || (!around.is_named && !spec.keep.is_given())) return {};
    if (!around.is_named && !around.has_unit)
        return fail(Error::usage("a command without a unit has no name to keep reports by")
                        .hint("give it one with --name")
                        .at(spec.keep.origin, "Report.Keep"));
    out.step(Phase::attend, KeepReports{*spec.keep}, {"Report.Keep", spec.keep.origin});
    return {};
}

Result<void> plan(const Spec& spec, const Surroundings& around, Draft<Step>& out) {
    if (spec.runtime_max->count() != 0 && *spec.runtime_max != kForever)
        out.step(Phase::attend, LimitRuntime{*spec.runtime_max, *spec.kill_signal, *spec.stop_timeout},
                 {"Exec.RuntimeMaxSec", spec.runtime_max.origin});
    if (around.is_booted)
        out.step(Phase::attend, ShutDown{*spec.kill_signal, *spec.stop_timeout}, {"Exec.KillSignal", spec.kill_signal.origin});
    if (*spec.restart != RestartPolicy::no)
        out.step(Phase::attend, Restart{*spec.restart, *spec.restart_pause}, {"Exec.Restart", spec.restart.origin});
    TRY(plan_health(spec, out));
    if (*spec.notify_ready && !around.is_booted)
        return fail(Error::usage("it goes with Exec.Boot, which is not there").at(spec.notify_ready.origin, "Exec.NotifyReady"));
    if (*spec.notify_ready) out.step(Phase::attend, AwaitReady{}, {"Exec.NotifyReady", spec.notify_ready.origin});
    TRY(plan_reboot(spec, around, out));
    note_pause(spec, out);
    return plan_reports(spec, around, out);
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const LimitRuntime& limit) const {
            auto text = "after " + print_duration(limit.most) + ": " + print_signal(limit.signal);
            return limit.patience == kForever ? text : text + ", and SIGKILL after " + print_duration(limit.patience) + " more";
        }
        std::string operator()(const ShutDown& end) const {
            auto text = "when we are asked to end: " + print_signal(end.signal);
            return end.patience == kForever ? text : text + ", and SIGKILL after " + print_duration(end.patience) + " more";
        }
        std::string operator()(const Restart& restart) const {
            return std::string(restart.policy == RestartPolicy::always ? "when it ends" : "when it fails") + ": again after " +
                   print_duration(restart.pause);
        }
        std::string operator()(const AnswerReboot& reboot) const {
            if (reboot.answer == Reboot::stop) return "when it reboots itself: end";
            return "when it reboots itself: again after " + print_duration(reboot.pause);
        }
        std::string operator()(const AwaitReady&) const { return "ready when PID 1 says so"; }
        std::string operator()(const KeepReports& keep) const {
            return keep.most == 1 ? "keep the report of its end" : "keep the last " + std::to_string(keep.most) + " reports of its end";
        }
        std::string operator()(const CheckHealth& check) const {
            auto text = "inside, every " + print_duration(check.interval) + " for at most " + print_duration(check.timeout) + ":";
            for (const std::string& word : check.command) text += " " + escape(word);
            if (check.start_period.count() != 0)
                text += check.start_period == kForever ? "; no failure counts"
                                                       : "; from " + print_duration(check.start_period) + " on failures count";
            auto failures = check.retries == 1 ? "a failure" : std::to_string(check.retries) + " failures in a row";
            return text + "; after " + failures + ": " + cure_of(check);
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::life

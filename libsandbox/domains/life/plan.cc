// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/plan.hh"

#include "core/signal.hh"
#include "core/text.hh"

namespace sandbox::life {

static Result<void> plan_reboot(const Spec& spec, const Surroundings& around, Draft<Step>& out) {
    if (!spec.reboot.is_given()) return {};
    if (!around.can_reboot)
        return fail(Error::usage("reboot(2) inside would be refused: it needs CAP_SYS_BOOT in Security.Capabilities, a pid "
                                 "namespace and no user namespace (User.PrivateUsers = \"no\")")
                        .at(spec.reboot.origin, "Exec.Reboot"));
    out.step(Phase::attend, AnswerReboot{*spec.reboot, *spec.restart_pause}, {"Exec.Reboot", spec.reboot.origin});
    return {};
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
    if (*spec.restart != RestartPolicy::no)
        out.step(Phase::attend, Restart{*spec.restart, *spec.restart_pause}, {"Exec.Restart", spec.restart.origin});
    TRY(plan_reboot(spec, around, out));
    return plan_reports(spec, around, out);
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const LimitRuntime& limit) const {
            auto text = "after " + print_duration(limit.most) + ": " + print_signal(limit.signal);
            return limit.patience == kForever ? text : text + ", and SIGKILL after " + print_duration(limit.patience) + " more";
        }
        std::string operator()(const Restart& restart) const {
            return std::string(restart.policy == RestartPolicy::always ? "when it ends" : "when it fails") + ": again after " +
                   print_duration(restart.pause);
        }
        std::string operator()(const AnswerReboot& reboot) const {
            if (reboot.answer == Reboot::stop) return "when it reboots itself: end";
            return "when it reboots itself: again after " + print_duration(reboot.pause);
        }
        std::string operator()(const KeepReports& keep) const {
            return keep.most == 1 ? "keep the report of its end" : "keep the last " + std::to_string(keep.most) + " reports of its end";
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::life

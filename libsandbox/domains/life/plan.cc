// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/plan.hh"

#include "core/signal.hh"
#include "core/text.hh"

namespace sandbox::life {

Result<void> plan(const Spec& spec, Draft<Step>& out) {
    if (spec.runtime_max->count() != 0 && *spec.runtime_max != kForever)
        out.step(Phase::attend, LimitRuntime{*spec.runtime_max, *spec.kill_signal, *spec.stop_timeout},
                 {"Exec.RuntimeMaxSec", spec.runtime_max.origin});
    return {};
}

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const LimitRuntime& limit) const {
            auto text = "after " + print_duration(limit.most) + ": " + print_signal(limit.signal);
            return limit.patience == kForever ? text : text + ", and SIGKILL after " + print_duration(limit.patience) + " more";
        }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::life

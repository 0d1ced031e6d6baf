// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/plan.hh"

namespace sandbox::seccomp {

Result<void> plan(const Spec& spec, const Reason* reboot, Draft<Step>& out) {
    if (reboot != nullptr) out.step(Phase::filter, WatchReboot{}, *reboot);
    out.step(Phase::filter, LoadFilter{*spec.profile}, {"SystemCalls.Profile", spec.profile.origin});
    return {};
}

std::string describe(const Step& step) {
    if (std::holds_alternative<WatchReboot>(step)) return "the supervisor hears of reboot(2)";
    auto profile = std::get<LoadFilter>(step).profile;
    return "system calls: profile " + std::string(kProfiles[static_cast<std::size_t>(profile)]);
}

}  // namespace sandbox::seccomp

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/plan.hh"

namespace sandbox::seccomp {

Result<void> plan(const Spec& spec, Draft<Step>& out) {
    out.step(Phase::filter, LoadFilter{*spec.profile}, {"SystemCalls.Profile", spec.profile.origin});
    return {};
}

std::string describe(const Step& step) {
    auto profile = std::get<LoadFilter>(step).profile;
    return "system calls: profile " + std::string(kProfiles[static_cast<std::size_t>(profile)]);
}

}  // namespace sandbox::seccomp

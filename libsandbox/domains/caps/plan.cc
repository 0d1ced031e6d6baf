// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/caps/plan.hh"

namespace sandbox::caps {

Result<void> contribute(const Spec& spec, Contributions& out) {
    out.keeps_capabilities = !spec.kept.empty();
    if (out.keeps_capabilities) out.capabilities = {"Security.Capabilities", spec.kept.items.back().origin};
    return {};
}

Result<void> plan(const Spec& spec, Draft<Step>& out) {
    KeepOnly step;
    Reason reason{"Security.Capabilities", {}};
    for (const auto& capability : spec.kept) {
        step.kept |= std::uint64_t{1} << static_cast<unsigned>(capability.value);
        reason.origin = capability.origin;
    }
    out.step(*spec.no_new_privileges ? Phase::confine : Phase::relinquish, step, reason);
    if (*spec.no_new_privileges)
        out.step(Phase::confine, NoNewPrivileges{}, {"Security.NoNewPrivileges", spec.no_new_privileges.origin});
    return {};
}

std::string describe(const Step& step) {
    const auto* keep = std::get_if<KeepOnly>(&step);
    if (keep == nullptr) return "no new privileges";
    if (keep->kept == 0) return "drop all capabilities";
    std::string text = "keep capabilities";
    for (unsigned number = 0; number < 64; ++number)
        if ((keep->kept >> number & 1) != 0) text += " " + name_of(static_cast<Capability>(number));
    return text;
}

}  // namespace sandbox::caps

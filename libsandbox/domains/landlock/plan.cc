// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/landlock/plan.hh"

#include "core/text.hh"

namespace sandbox::landlock {

/// Linux 6.2; landlock(7), "Landlock ABI versions".
static constexpr std::int64_t kTruncateSince = 3;

Result<void> plan(const Spec& spec, const Facts& facts, Sandbox sandbox, Draft<Step>& out) {
    Reason reason{"Landlock.Mode", spec.mode.origin};
    if (*spec.mode == Mode::off) return {};
    bool is_required = *spec.mode == Mode::require;
    if (sandbox.may_mount) {
        if (!is_required) return {};
        return fail(Error::usage("required, and nothing can be mounted under Landlock, which SystemCalls.Profile = \"container\" is for")
                        .at(reason.origin, reason.setting));
    }
    auto abi = TRY(facts.abi.get("landlock.abi"));
    if (abi == 0) {
        if (is_required) return fail(Error::impossible("required, and this kernel has no Landlock").at(reason.origin, reason.setting));
        out.note("this kernel has no Landlock: a file of the caller's on a standard descriptor can be opened again, as its owner may", reason);
        return {};
    }
    bool holds_truncate = abi >= kTruncateSince;
    if (!holds_truncate) out.note("this kernel's Landlock lacks truncate(2): a file of the caller's on a standard descriptor can be cut, as its owner may", reason);
    out.step(Phase::confine, ConfineFiles{{"/"}, std::move(sandbox.writable), holds_truncate}, reason);
    return {};
}

std::string describe(const Step& step) {
    return "open only what is in the tree, for writing beneath " + join(std::get<ConfineFiles>(step).writable, " ");
}

}  // namespace sandbox::landlock

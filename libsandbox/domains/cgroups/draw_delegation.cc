// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/draw.hh"

namespace sandbox::cgroups {

static Reason who_delegates(const Spec& spec) {
    if (*spec.delegate) return {"Resources.Delegate", spec.delegate.origin};
    return {"Files.Cgroup", spec.view.origin};
}

static Result<void> check(const Spec& spec) {
    if (!is_delegated(spec) && !spec.subgroup->empty())
        return fail(Error::usage("it goes with Resources.Delegate, which is not there")
                        .at(spec.subgroup.origin, "Resources.DelegateSubgroup"));
    if (spec.delegate.is_given() && !*spec.delegate && *spec.view == View::delegated)
        return fail(Error::usage("a private view hands the control group on, and Resources.Delegate (" + spec.delegate.origin.print() +
                                 ") does not")
                        .at(spec.view.origin, "Files.Cgroup"));
    return {};
}

Result<void> draw_delegation(const Spec& spec, Drawing& drawing) {
    TRY(check(spec));
    if (*spec.view == View::readonly) drawing.use_all();
    if (!is_delegated(spec)) return {};
    auto reason = who_delegates(spec);
    // Who only wants groups inside does without controllers.
    auto spot = TRY(*spec.delegate ? drawing.sole(reason) : drawing.beside(reason));
    drawing.step(Delegate{spot.hierarchy, drawing.controllers(spot)}, reason, Phase::delegate);
    if (!spec.subgroup->empty())
        drawing.step(EnterSubgroup{spot.hierarchy, *spec.subgroup}, {"Resources.DelegateSubgroup", spec.subgroup.origin}, Phase::delegate);
    return {};
}

}  // namespace sandbox::cgroups

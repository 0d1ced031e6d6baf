// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// A step of a plan as this kind of this domain's; null: it is another one.
template <class DomainStep, class Kind> const Kind* as(const Step& step) {
    const auto* domain = std::get_if<DomainStep>(&step.body);
    return domain != nullptr ? std::get_if<Kind>(domain) : nullptr;
}

template <class DomainStep, class Kind> bool is(const Step& step) {
    return as<DomainStep, Kind>(step) != nullptr;
}

/// The first step of a kind that a plan has, and whose setting it is.
template <class Kind> struct Found {
    const Kind* step = nullptr;
    const Reason* reason = nullptr;
    explicit operator bool() const { return step != nullptr; }
};

template <class DomainStep, class Kind> Found<Kind> find_step(const Plan& plan) {
    for (const Step& step : plan.steps)
        if (const auto* kind = as<DomainStep, Kind>(step)) return {kind, &step.reason};
    return {};
}

}  // namespace sandbox

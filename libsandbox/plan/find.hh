// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plan/plan.hh"

namespace sandbox {

/// The first step of a kind that a plan has, and whose setting it is.
template <class Kind> struct Found {
    const Kind* step = nullptr;
    const Reason* reason = nullptr;
    explicit operator bool() const { return step != nullptr; }
};

template <class DomainStep, class Kind> Found<Kind> find_step(const Plan& plan) {
    for (const Step& step : plan.steps)
        if (const auto* domain = std::get_if<DomainStep>(&step.body))
            if (const auto* kind = std::get_if<Kind>(domain)) return {kind, &step.reason};
    return {};
}

}  // namespace sandbox

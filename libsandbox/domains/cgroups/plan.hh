// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/cgroups/facts.hh"
#include "domains/cgroups/step.hh"

namespace sandbox::cgroups {

/// What a group is called.
struct GroupName {
    std::string text;
    bool is_unique = false;  ///< see Make
};

/// What of its groups is seen inside.
Result<void> contribute(const Spec& spec, const Facts& facts, Contributions& out);

/// The group of a sandbox and what is written into it; nothing, if no setting wants a group.
/// Errors: a setting that this host's hierarchies cannot honour, and why.
Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, const GroupName& name, Draft<Step>& out);

}  // namespace sandbox::cgroups

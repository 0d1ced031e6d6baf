// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/users/facts.hh"
#include "domains/users/step.hh"

namespace sandbox::users {

/// Says who is inside: ids, home, /etc/passwd and the variables that name the user. Errors: an unknown name, a map that
/// the caller may not have.
Result<void> contribute(const Spec& spec, const Facts& facts, Contributions& out);
/// `has_namespace`: the plan has a user namespace. Errors: a map that contradicts another, or lacks the user inside.
Result<void> plan(const Spec& spec, const Facts& facts, const Contributions& all, bool has_namespace, Draft<Step>& out);

}  // namespace sandbox::users

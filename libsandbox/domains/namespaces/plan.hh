// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "domains/namespaces/spec.hh"
#include "domains/namespaces/step.hh"

namespace sandbox::namespaces {

Result<void> contribute(const Spec& spec, Contributions& out);
/// The files that know the host's name, which is the sandbox's only in a namespace of its own. After all wishes for namespaces.
Result<void> contribute_names(const Spec& spec, Contributions& out);
/// Errors: a namespace that one setting wants private and another shared, by both names; no mount namespace.
Result<void> plan(const Spec& spec, const Contributions& all, Draft<Step>& out);
/// Whether the plan of these contributions has this kind of namespace. Errors as of plan().
Result<bool> has(const Spec& spec, const Contributions& all, int flag);

}  // namespace sandbox::namespaces

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/draft.hh"
#include "core/error.hh"
#include "domains/net/spec.hh"
#include "domains/net/step.hh"

namespace sandbox::net {

Result<void> contribute(const Spec& spec, Contributions& out);
/// `has_namespace`: the plan has a network namespace of its own.
Result<void> plan(const Spec& spec, bool has_namespace, Draft<Step>& out);

}  // namespace sandbox::net

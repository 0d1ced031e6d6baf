// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/namespaces/op.hh"
#include "domains/namespaces/step.hh"

namespace sandbox::namespaces {

Result<UnshareOp> prepare(const Unshare& step, Bench& bench);
Result<ReownOp> prepare(const Reown& step, Bench& bench);
Result<LimitUserNamespacesOp> prepare(const LimitUserNamespaces& step, Bench& bench);
Result<SetHostnameOp> prepare(const SetHostname& step, Bench& bench);

}  // namespace sandbox::namespaces

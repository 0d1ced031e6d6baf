// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/users/op.hh"
#include "domains/users/step.hh"

namespace sandbox::users {

/// Has the child wait for a task of the launcher's, and for those before it.
Result<AwaitHostOp> await_host(Bench& bench, HostTask task);

Result<BecomeOp> prepare(const BecomeLeased& step, Bench& bench);
Result<MapSelfOp> prepare(const MapSelf& step, Bench& bench);
Result<AwaitHostOp> prepare(const MapByHost& step, Bench& bench);
Result<BecomeUserOp> prepare(const BecomeUser& step, Bench& bench);

}  // namespace sandbox::users

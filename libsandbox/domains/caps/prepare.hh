// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/caps/op.hh"
#include "domains/caps/step.hh"

namespace sandbox::caps {

inline Result<KeepOnlyOp> prepare(const KeepOnly& step, Bench&) {
    return KeepOnlyOp{step.kept};
}
inline Result<NoNewPrivilegesOp> prepare(const NoNewPrivileges&, Bench&) {
    return NoNewPrivilegesOp{};
}

}  // namespace sandbox::caps

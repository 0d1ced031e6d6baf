// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "domains/net/op.hh"
#include "domains/net/step.hh"

namespace sandbox::net {

inline Result<LoopbackUpOp> prepare(const LoopbackUp&, Bench&) {
    return LoopbackUpOp{};
}

}  // namespace sandbox::net

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

namespace sandbox::net {

struct LoopbackUpOp {};

int apply(const LoopbackUpOp& op, Context& context) noexcept;

}  // namespace sandbox::net

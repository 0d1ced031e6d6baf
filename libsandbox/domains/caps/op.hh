// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

namespace sandbox::caps {

struct KeepOnlyOp {
    std::uint64_t kept;
};
struct NoNewPrivilegesOp {};

int apply(const KeepOnlyOp& op, Context& context) noexcept;
int apply(const NoNewPrivilegesOp& op, Context& context) noexcept;

}  // namespace sandbox::caps

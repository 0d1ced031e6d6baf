// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cstddef>

namespace sandbox::cgroups {

/// The open `tasks` files of the sandbox's v1 groups: whoever writes "0" into them moves there. (On v2 the clone does it.)
struct EnterOp {
    const int* entries;
    std::size_t count;
};

int apply(const EnterOp& op, Context& context) noexcept;

}  // namespace sandbox::cgroups

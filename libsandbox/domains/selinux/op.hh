// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cstddef>

namespace sandbox::selinux {

struct LabelProcessOp {
    const char* context;
    std::size_t length;
};

int apply(const LabelProcessOp& op, Context& context) noexcept;

}  // namespace sandbox::selinux

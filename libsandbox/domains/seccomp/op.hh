// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <linux/filter.h>

namespace sandbox::seccomp {

struct LoadFilterOp {
    const sock_filter* program;
    unsigned short length;
};

/// Sends the listener over `line`.
struct WatchRebootOp {
    int line;
};

int apply(const WatchRebootOp& op, Context& context) noexcept;
int apply(const LoadFilterOp& op, Context& context) noexcept;

}  // namespace sandbox::seccomp

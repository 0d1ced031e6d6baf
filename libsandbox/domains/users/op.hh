// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cstddef>

namespace sandbox::users {

/// Takes a host id before the user namespace is made, and stays readable to itself (dumpable), or /proc/self/uid_map
/// would be root's.
struct BecomeOp {
    unsigned user;
    unsigned group;
};

/// Writes its own maps: one line each, setgroups denied.
struct MapSelfOp {
    const char* user_map;
    const char* group_map;
};

/// Waits until the launcher has done its host tasks: one byte, or end-of-file if it gave up.
struct AwaitHostOp {
    int line;
};

/// Becomes the user without losing the capabilities that the rest of the set-up needs.
struct BecomeUserOp {
    unsigned user;
    unsigned group;
};

int apply(const BecomeOp& op, Context& context) noexcept;
int apply(const MapSelfOp& op, Context& context) noexcept;
int apply(const AwaitHostOp& op, Context& context) noexcept;
int apply(const BecomeUserOp& op, Context& context) noexcept;

}  // namespace sandbox::users

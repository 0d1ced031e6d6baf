// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

namespace sandbox::landlock {

struct ConfineFilesOp {
    char* const* readable;  ///< places inside, null-terminated
    char* const* writable;
    bool holds_truncate = false;
    int passed = 0;  ///< descriptors from 3 on that the command gets
};

/// Needs no_new_privs, or CAP_SYS_ADMIN in the user namespace. E2BIG: the caller has been confined sixteen times.
int apply(const ConfineFilesOp& op, Context& context) noexcept;

}  // namespace sandbox::landlock

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/context.hh"

#include <cstddef>

namespace sandbox::namespaces {

struct UnshareOp {
    int flags;
};
/// Its ids map to themselves, whatever the first namespace's map is.
struct ReownOp {
    int flags;
};
/// `text` is the number for max_user_namespaces.
struct LimitUserNamespacesOp {
    const char* text;
};
/// `length` 0: the name stays.
struct SetHostnameOp {
    const char* name;
    std::size_t length;
};

int apply(const UnshareOp& op, Context& context) noexcept;
int apply(const ReownOp& op, Context& context) noexcept;
int apply(const LimitUserNamespacesOp& op, Context& context) noexcept;
int apply(const SetHostnameOp& op, Context& context) noexcept;

}  // namespace sandbox::namespaces

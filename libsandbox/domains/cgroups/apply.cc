// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/op.hh"

#include "core/sys.hh"

namespace sandbox::cgroups {

int apply(const EnterOp& op, Context& context) noexcept {
    context.call = "write tasks";
    for (std::size_t index = 0; index < op.count; ++index)
        if (::write(op.entries[index], "0", 1) != 1) return -errno;
    return 0;
}

}  // namespace sandbox::cgroups

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/op.hh"

#include "core/sys.hh"

#include <linux/seccomp.h>

namespace sandbox::seccomp {

int apply(const LoadFilterOp& op, Context&) noexcept {
    sock_fprog program{.len = op.length, .filter = const_cast<sock_filter*>(op.program)};
    return sys::done(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
}

}  // namespace sandbox::seccomp

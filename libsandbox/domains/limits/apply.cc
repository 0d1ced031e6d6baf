// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/op.hh"

#include "core/sys.hh"

#include <string.h>

namespace sandbox::limits {

int apply(const SetLimitOp& op, Context&) noexcept {
    return sys::done(::syscall(SYS_prlimit64, 0, op.resource, &op.range, nullptr));
}

int apply(const SetNiceOp& op, Context&) noexcept {
    return sys::done(::syscall(SYS_setpriority, PRIO_PROCESS, 0, op.value));
}

int apply(const SetOomScoreOp& op, Context& context) noexcept {
    sys::ScopedFd file(sys::open_proc(context.host_proc, "self/oom_score_adj", O_WRONLY));
    if (file.failed()) return file.get();
    return sys::done(::write(file.get(), op.text, ::strlen(op.text)));
}

int apply(const SetAffinityOp& op, Context& context) noexcept {
    context.call = "sched_setaffinity";
    return sys::done(::syscall(SYS_sched_setaffinity, 0, op.size, op.mask));
}

}  // namespace sandbox::limits

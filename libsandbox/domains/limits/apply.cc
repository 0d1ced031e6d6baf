// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/op.hh"

#include "core/sys.hh"

#include <string.h>

namespace sandbox::limits {

int apply(const SetLimitOp& op, Context& context) noexcept {
    context.call = "prlimit64";
    return sys::done(::syscall(SYS_prlimit64, 0, op.resource, &op.range, nullptr));
}

int apply(const RaiseLimitOp& op, Context& context) noexcept {
    context.call = "prlimit64";
    return sys::done(::syscall(SYS_prlimit64, 0, op.resource, &op.range, nullptr));
}

int apply(const SetNiceOp& op, Context& context) noexcept {
    context.call = "setpriority";
    return sys::done(::syscall(SYS_setpriority, PRIO_PROCESS, 0, op.value));
}

/// A number as the kernel writes it.
static int number_in(const char* text) noexcept {
    bool is_negative = *text == '-';
    int number = 0;
    for (text += is_negative; *text >= '0' && *text <= '9'; ++text) number = number * 10 + (*text - '0');
    return is_negative ? -number : number;
}

int apply(const SetOomScoreOp& op, Context& context) noexcept {
    context.call = "open oom_score_adj";
    sys::ScopedFd file(sys::open_proc(context.host_proc, "self/oom_score_adj", op.only_raises ? O_RDWR : O_WRONLY));
    if (file.failed()) return file.get();
    char own[16] = "";
    context.call = "read oom_score_adj";
    if (op.only_raises && ::read(file.get(), own, sizeof own - 1) < 0) return -errno;
    if (op.only_raises && number_in(own) > number_in(op.text)) return 0;
    context.call = "write oom_score_adj";
    return sys::done(::write(file.get(), op.text, ::strlen(op.text)));
}

int apply(const SetAffinityOp& op, Context& context) noexcept {
    context.call = "sched_setaffinity";
    return sys::done(::syscall(SYS_sched_setaffinity, 0, op.size, op.mask));
}

}  // namespace sandbox::limits

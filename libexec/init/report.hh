// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/init_protocol.hh"
#include "core/raw_syscall.hh"

namespace sandbox::init {

using freestanding::call;
using freestanding::exit;

/// Sends one message, waiting while the supervisor's queue is full. Where nobody can read it there is no one to live for.
inline void send(int life_line, const Message& message) noexcept {
    constexpr int kNoSignal = 0x4000;  // MSG_NOSIGNAL, which the kernel's headers for programs do not have
    long sent;
    do sent = call(__NR_sendto, life_line, &message, sizeof message, kNoSignal, nullptr, 0);
    while (sent == -EINTR);
    if (sent < 0) exit(kExitFailed);
}

/// Says what failed, and ends init and all inside with it.
[[noreturn]] inline void fail(int life_line, Step step, int error) noexcept {
    send(life_line, {.kind = MessageKind::init_failed, .step = step, .error = error});
    exit(kExitFailed);
}

/// The result of a system call that must succeed.
inline long must(int life_line, Step step, long result) noexcept {
    if (result < 0) fail(life_line, step, static_cast<int>(-result));
    return result;
}

}  // namespace sandbox::init

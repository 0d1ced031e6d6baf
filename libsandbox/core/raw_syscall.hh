// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <asm/unistd.h>
#include <linux/errno.h>

/// What programs without a C library need of one, and processes that share their memory, errno too, with one that goes on meanwhile.
namespace sandbox::freestanding {

/// A system call with up to six arguments; what it returns, -errno if it failed.
inline long system_call(long number, long a, long b, long c, long d, long e, long f) noexcept {
#if defined(__x86_64__)
    register long r10 asm("r10") = d;
    register long r8 asm("r8") = e;
    register long r9 asm("r9") = f;
    asm volatile("syscall"
                 : "+a"(number)
                 : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
    return number;
#elif defined(__aarch64__)
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = d;
    register long x4 asm("x4") = e;
    register long x5 asm("x5") = f;
    asm volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
#else
#error "no system call sequence for this architecture"
#endif
}

/// The same for any integers and pointers, the missing ones 0.
template <class... Arguments>
long call(long number, Arguments... arguments) noexcept {
    static_assert(sizeof...(arguments) <= 6);
    const long values[6] = {((long)arguments)...};
    return system_call(number, values[0], values[1], values[2], values[3], values[4], values[5]);
}

/// Ends the process; as PID 1 also all others of its namespace.
[[noreturn]] inline void exit(int status) noexcept {
    for (;;) call(__NR_exit_group, status);
}

}  // namespace sandbox::freestanding

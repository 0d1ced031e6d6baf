// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <asm/unistd.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cstddef>

namespace sandbox::init {

#if defined(__x86_64__)
inline constexpr unsigned kAuditArch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr unsigned kAuditArch = AUDIT_ARCH_AARCH64;
#else
#error "no audit architecture"
#endif

/// All that init still calls once the payload runs.
inline constexpr unsigned kAllowedCalls[] = {__NR_ppoll, __NR_read, __NR_wait4, __NR_sendto, __NR_kill, __NR_exit_group};
inline constexpr std::size_t kAllowedCallCount = sizeof kAllowedCalls / sizeof kAllowedCalls[0];

/// Init's own filter as seccomp(2) takes it: another architecture or call kills init, and so the sandbox.
struct Filter {
    sock_filter code[kAllowedCallCount + 6];
};
inline constexpr std::size_t kFilterLength = sizeof(Filter) / sizeof(sock_filter);

constexpr Filter make_filter() noexcept {
    constexpr auto load = [](unsigned offset) { return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); };
    constexpr auto answer = [](unsigned action) { return sock_filter BPF_STMT(BPF_RET | BPF_K, action); };
    Filter filter{};
    sock_filter* next = filter.code;
    *next++ = load(offsetof(seccomp_data, arch));
    *next++ = sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kAuditArch, 1, 0);
    *next++ = answer(SECCOMP_RET_KILL_PROCESS);
    *next++ = load(offsetof(seccomp_data, nr));
    for (std::size_t i = 0; i < kAllowedCallCount; ++i) {
        auto to_allow = static_cast<unsigned char>(kAllowedCallCount - i);
        *next++ = sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kAllowedCalls[i], to_allow, 0);
    }
    *next++ = answer(SECCOMP_RET_KILL_PROCESS);
    *next++ = answer(SECCOMP_RET_ALLOW);
    return filter;
}

inline constexpr Filter kFilter = make_filter();

}  // namespace sandbox::init

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/clone.hh"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <linux/sched.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// clone3(2) with a stack: the child must not return through a frame that is the parent's, so it never comes back into C++
/// but by the call of `function`. glibc 2.36 keeps its own such wrapper to itself.
long clone3_with_stack(const clone_args& arguments, int (*function)(void*), void* argument) {
#if defined(__x86_64__)
    long result;
    register auto entry asm("r8") = function;
    register auto value asm("r9") = argument;
    asm volatile(
        "syscall\n\t"
        "test %%rax, %%rax\n\t"
        "jnz 1f\n\t"
        "xor %%ebp, %%ebp\n\t"
        "mov %%r9, %%rdi\n\t"
        "call *%%r8\n\t"
        "mov %%eax, %%edi\n\t"
        "mov %[exit], %%eax\n\t"
        "syscall\n\t"
        "hlt\n"
        "1:"
        : "=a"(result)
        : "a"(SYS_clone3), "D"(&arguments), "S"(sizeof arguments), "r"(entry), "r"(value), [exit] "i"(SYS_exit)
        : "rcx", "r11", "memory", "cc");
    return result;
#elif defined(__aarch64__)
    register long number asm("x8") = SYS_clone3;
    register long result asm("x0") = reinterpret_cast<long>(&arguments);
    register long size asm("x1") = sizeof arguments;
    register auto entry asm("x10") = function;
    register auto value asm("x11") = argument;
    asm volatile(
        "svc #0\n\t"
        "cbnz x0, 1f\n\t"
        "mov x29, xzr\n\t"
        "mov x0, x11\n\t"
        "blr x10\n\t"
        "mov x8, %[exit]\n\t"
        "svc #0\n"
        "1:"
        : "+r"(result)
        : "r"(number), "r"(size), "r"(entry), "r"(value), [exit] "i"(SYS_exit)
        : "memory", "cc");
    return result;
#else
#error "clone3 with a stack needs a few lines of assembly for this processor"
#endif
}

std::uint64_t address(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

}  // namespace

pid_t clone_process(const Clone& clone) {
    if (clone.unified < 0) {
        // clone(2) has one place for both.
        auto* told = clone.flags & CLONE_PIDFD ? clone.pidfd : clone.pid;
        int pid = ::clone(clone.function, clone.stack.data() + clone.stack.size(), clone.flags | SIGCHLD, clone.argument, told);
        return pid < 0 ? -errno : pid;
    }
    clone_args arguments{};
    arguments.flags = static_cast<std::uint32_t>(clone.flags) | CLONE_INTO_CGROUP;
    arguments.pidfd = address(clone.pidfd);
    arguments.parent_tid = address(clone.pid);
    arguments.exit_signal = SIGCHLD;
    arguments.stack = address(clone.stack.data());
    arguments.stack_size = clone.stack.size();
    arguments.cgroup = static_cast<std::uint64_t>(clone.unified);
    return static_cast<pid_t>(clone3_with_stack(arguments, clone.function, clone.argument));
}

Result<CloneStacks> CloneStacks::make(std::size_t count) {
    auto size = count * kSize;
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return fail(Error::from_errno("mmap of a stack"));
    return CloneStacks(std::span(static_cast<std::byte*>(memory), size));
}

CloneStacks::~CloneStacks() {
    if (!memory_.empty()) ::munmap(memory_.data(), memory_.size());
}

}  // namespace sandbox

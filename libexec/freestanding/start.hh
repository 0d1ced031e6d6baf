// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

// What cannot be written in C++. Defines symbols: for one translation unit only.

#include <asm/unistd.h>

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

extern "C" {

/// Where the kernel enters, with the initial stack: argc, argv, NULL, envp, NULL (see execve(2), ld.so(8)).
[[noreturn]] void freestanding_main(long* stack) noexcept;

/// clone(flags) on the caller's own stack, which CLONE_VFORK keeps still; the child runs run(context), which must not return.
/// In assembly, because a compiler may keep what the parent needs in a stack slot that the child's branch reuses.
/// The child's pid, or -errno.
long spawn(long flags, void (*run)(void*) noexcept, void* context) noexcept;

// Compilers call these also in freestanding code. volatile: or they would call themselves.
[[gnu::used]] void* memset(void* to, int value, unsigned long size) noexcept {
    for (unsigned long i = 0; i < size; ++i) static_cast<volatile char*>(to)[i] = static_cast<char>(value);
    return to;
}
[[gnu::used]] void* memcpy(void* to, const void* from, unsigned long size) noexcept {
    for (unsigned long i = 0; i < size; ++i) static_cast<volatile char*>(to)[i] = static_cast<const char*>(from)[i];
    return to;
}
}

#if defined(__x86_64__)
asm(R"(
    .text
    .globl _start
    .type _start, @function
_start:
    xorl %ebp, %ebp
    movq %rsp, %rdi
    andq $-16, %rsp
    call freestanding_main
    ud2
    .size _start, . - _start

    .globl spawn
    .type spawn, @function
spawn:
    movq %rsi, %r8
    movq %rdx, %r9
    xorl %esi, %esi
    xorl %edx, %edx
    xorl %r10d, %r10d
    movl $)" TEXT(__NR_clone) R"(, %eax
    syscall
    testq %rax, %rax
    jnz 1f
    andq $-16, %rsp
    movq %r9, %rdi
    call *%r8
    ud2
1:  ret
    .size spawn, . - spawn
)");
#elif defined(__aarch64__)
asm(R"(
    .text
    .globl _start
    .type _start, %function
_start:
    mov x29, xzr
    mov x30, xzr
    mov x0, sp
    bl freestanding_main
    brk #0
    .size _start, . - _start

    .globl spawn
    .type spawn, %function
spawn:
    mov x9, x1
    mov x10, x2
    mov x1, xzr
    mov x2, xzr
    mov x3, xzr
    mov x4, xzr
    mov x8, #)" TEXT(__NR_clone) R"(
    svc #0
    cbnz x0, 1f
    mov x0, x10
    blr x9
    brk #0
1:  ret
    .size spawn, . - spawn
)");
#else
#error "no entry sequence for this architecture"
#endif

#undef TEXT
#undef TEXT_OF

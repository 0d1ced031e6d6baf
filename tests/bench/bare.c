// SPDX-License-Identifier: LGPL-2.1-or-later
/// What the L0 yardsticks use instead of a C library: the entry point and the
/// system calls they make, under the C library's names, so that L0 and L1 are
/// one source. Errors are -1 without errno. x86-64 only: elsewhere there is no L0.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

char** environ;

__asm__(".globl _start\n"
        "_start:\n"
        "    xor %ebp, %ebp\n"
        "    mov %rsp, %rdi\n"
        "    and $-16, %rsp\n"
        "    call start\n");

__asm__(".globl syscall\n"
        "syscall:\n"
        "    mov %rdi, %rax\n"
        "    mov %rsi, %rdi\n"
        "    mov %rdx, %rsi\n"
        "    mov %rcx, %rdx\n"
        "    mov %r8, %r10\n"
        "    mov %r9, %r8\n"
        "    mov 8(%rsp), %r9\n"
        "    syscall\n"
        "    cmp $-4095, %rax\n"
        "    jb 1f\n"
        "    mov $-1, %rax\n"
        "1:  ret\n");

// The child must not return over the parent's return address: keep it in a register.
__asm__(".globl vfork\n"
        "vfork:\n"
        "    pop %rdx\n"
        "    mov $58, %eax\n"
        "    syscall\n"
        "    push %rdx\n"
        "    ret\n");

__asm__(".globl clone\n"
        "clone:\n"
        "    sub $16, %rsi\n"
        "    mov %rdi, (%rsi)\n"
        "    mov %rcx, 8(%rsi)\n"
        "    mov %edx, %edi\n"
        "    xor %edx, %edx\n"
        "    xor %r10d, %r10d\n"
        "    xor %r8d, %r8d\n"
        "    mov $56, %eax\n"
        "    syscall\n"
        "    test %rax, %rax\n"
        "    jnz 1f\n"
        "    pop %rax\n"
        "    pop %rdi\n"
        "    call *%rax\n"
        "    mov %eax, %edi\n"
        "    mov $231, %eax\n"
        "    syscall\n"
        "1:  ret\n");

int main(int argc, char** argv);

__attribute__((noreturn, used)) void start(long* stack) {
    int argc = (int)stack[0];
    char** argv = (char**)(stack + 1);
    environ = argv + argc + 1;
    _exit(main(argc, argv));
}

void _exit(int status) {
    for (;;) syscall(SYS_exit_group, status);
}

int open(const char* path, int flags, ...) { return (int)syscall(SYS_open, path, flags, 0); }
ssize_t write(int fd, const void* data, size_t size) { return syscall(SYS_write, fd, data, size); }
int close(int fd) { return (int)syscall(SYS_close, fd); }
int stat(const char* restrict path, struct stat* restrict out) { return (int)syscall(SYS_stat, path, out); }
int mkdir(const char* path, mode_t mode) { return (int)syscall(SYS_mkdir, path, mode); }
int mknod(const char* path, mode_t mode, dev_t device) { return (int)syscall(SYS_mknod, path, mode, device); }
int symlink(const char* to, const char* path) { return (int)syscall(SYS_symlink, to, path); }
int chdir(const char* path) { return (int)syscall(SYS_chdir, path); }
uid_t geteuid(void) { return (uid_t)syscall(SYS_geteuid); }
gid_t getegid(void) { return (gid_t)syscall(SYS_getegid); }
int unshare(int flags) { return (int)syscall(SYS_unshare, flags); }
int setns(int fd, int flags) { return (int)syscall(SYS_setns, fd, flags); }
pid_t waitpid(pid_t pid, int* status, int options) { return (pid_t)syscall(SYS_wait4, pid, status, options, 0L); }
int execv(const char* path, char* const argv[]) { return (int)syscall(SYS_execve, path, argv, environ); }
int umount2(const char* path, int flags) { return (int)syscall(SYS_umount2, path, flags); }

int mount(const char* source, const char* target, const char* type, unsigned long flags, const void* data) {
    return (int)syscall(SYS_mount, source, target, type, flags, data);
}

int mount_setattr(int dir, const char* path, unsigned flags, struct mount_attr* attributes, size_t size) {
    return (int)syscall(SYS_mount_setattr, dir, path, flags, attributes, size);
}

int prctl(int operation, ...) {
    va_list arguments;
    va_start(arguments, operation);
    long argument = va_arg(arguments, long);
    va_end(arguments);
    return (int)syscall(SYS_prctl, operation, argument, 0L, 0L, 0L);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/// One wrapper a system call, for those that glibc 2.36 does not have or wraps with more than we want.
/// Each returns what the kernel returned, or -errno; none allocates, locks or throws, so the child may use them.
namespace sandbox::sys {

inline long result(long value) noexcept {
    return value < 0 ? -errno : value;
}
inline int done(long value) noexcept {
    return value < 0 ? -errno : 0;
}

/// open_tree(2): a descriptor of a path's mount; with OPEN_TREE_CLONE of a detached copy. ENOENT, EACCES, EPERM (no
/// CAP_SYS_ADMIN), EINVAL (a copy without AT_RECURSIVE would uncover what a locked mount hides).
inline int open_tree(int dir, const char* path, unsigned flags) noexcept {
    return static_cast<int>(result(::syscall(SYS_open_tree, dir, path, flags)));
}
/// move_mount(2), by descriptors with MOVE_MOUNT_{F,T}_EMPTY_PATH. ENOTDIR: a directory onto a file, or the reverse.
inline int move_mount(int from, const char* from_path, int to, const char* to_path, unsigned flags) noexcept {
    return done(::syscall(SYS_move_mount, from, from_path, to, to_path, flags));
}
/// mount_setattr(2), Linux 5.12. EPERM: a locked flag would be cleared; EINVAL: the file system cannot be idmapped.
inline int mount_setattr(int dir, const char* path, unsigned flags, const mount_attr& attributes) noexcept {
    return done(::syscall(SYS_mount_setattr, dir, path, flags, &attributes, sizeof attributes));
}
inline int fsopen(const char* type, unsigned flags) noexcept {
    return static_cast<int>(result(::syscall(SYS_fsopen, type, flags)));
}
inline int fsconfig(int fs, unsigned command, const char* key, const void* value, int aux) noexcept {
    return done(::syscall(SYS_fsconfig, fs, command, key, value, aux));
}
inline int fsmount(int fs, unsigned flags, unsigned attributes) noexcept {
    return static_cast<int>(result(::syscall(SYS_fsmount, fs, flags, attributes)));
}
/// openat2(2): `resolve` are RESOLVE_* flags; a mode goes with O_CREAT only. EXDEV: the path leaves the root; ELOOP: a symbolic link
/// where none may be.
inline int openat2(int dir, const char* path, std::uint64_t flags, std::uint64_t resolve, std::uint64_t mode = 0) noexcept {
    open_how how{.flags = flags, .mode = mode, .resolve = resolve};
    return static_cast<int>(result(::syscall(SYS_openat2, dir, path, &how, sizeof how)));
}
/// A file of the host's proc, by names and without what is mounted over it (EXDEV; CVE-2019-16884), close-on-exec.
inline int open_proc(int proc, const char* path, std::uint64_t flags) noexcept {
    return openat2(proc, path, flags | O_CLOEXEC, RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS);
}
inline int pivot_root(const char* new_root, const char* put_old) noexcept {
    return done(::syscall(SYS_pivot_root, new_root, put_old));
}
/// close_range(2), Linux 5.9.
inline int close_range(unsigned first, unsigned last, unsigned flags) noexcept {
    return done(::syscall(SYS_close_range, first, last, flags));
}
/// The plain system calls: they change the calling thread only, which is all that a single-threaded child has.
inline int setresuid(unsigned id) noexcept { return done(::syscall(SYS_setresuid, id, id, id)); }
inline int setresgid(unsigned id) noexcept { return done(::syscall(SYS_setresgid, id, id, id)); }
inline int setgroups(std::size_t count, const unsigned* groups) noexcept {
    return done(::syscall(SYS_setgroups, count, groups));
}
/// pidfd_open(2), Linux 5.3: close-on-exec. ESRCH: no such process; EINVAL: a thread that leads no process.
inline int pidfd_open(int pid) noexcept {
    return static_cast<int>(result(::syscall(SYS_pidfd_open, pid, 0)));
}
/// pidfd_getfd(2), Linux 5.6: a copy of another process's descriptor, close-on-exec. EPERM: it may not be traced.
inline int pidfd_getfd(int pidfd, int fd) noexcept {
    return static_cast<int>(result(::syscall(SYS_pidfd_getfd, pidfd, fd, 0)));
}
/// setns(2) of a namespace's descriptor, or of a pidfd with several CLONE_NEW* flags (Linux 5.8).
inline int setns(int fd, int flags) noexcept {
    return done(::syscall(SYS_setns, fd, flags));
}
inline int pidfd_send_signal(int pidfd, int signal) noexcept {
    return done(::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0));
}
inline int execveat(int dir, const char* path, char* const* argv, char* const* envp, int flags) noexcept {
    return done(::syscall(SYS_execveat, dir, path, argv, envp, flags));
}

/// A descriptor of the child, which has no destructors to allocate: closes at the end of its scope.
class ScopedFd {
public:
    explicit ScopedFd(int fd) noexcept : fd_(fd) {}
    ScopedFd(const ScopedFd&) = delete;
    ScopedFd& operator=(const ScopedFd&) = delete;
    ~ScopedFd() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const noexcept { return fd_; }
    bool failed() const noexcept { return fd_ < 0; }

private:
    int fd_;
};

}  // namespace sandbox::sys

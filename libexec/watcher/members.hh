// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/signal.h>

#include "core/raw_syscall.hh"

/// The processes of one cgroup.
namespace sandbox::watcher {

using freestanding::call;

/// A descriptor that closes at the end of its scope.
class Fd {
public:
    explicit Fd(long fd) noexcept : fd_(static_cast<int>(fd)) {}
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd() {
        if (fd_ >= 0) call(__NR_close, fd_);
    }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    int fd_;
};

/// Writes to a control file; false if the cgroup has none of that name, or it refuses.
inline bool write_file(int group, const char* name, const char* text, unsigned long length) noexcept {
    Fd file(call(__NR_openat, group, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    return file && call(__NR_write, file.get(), text, length) == static_cast<long>(length);
}

/// Calls take(pid) for each process that cgroup.procs lists; 0 stands for one that our pid namespace has no number for.
template <class Take> void each_process(int group, Take take) noexcept {
    Fd list(call(__NR_openat, group, "cgroup.procs", O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    char buffer[512];
    int pid = 0;
    long length;
    while ((length = call(__NR_read, list.get(), buffer, sizeof buffer)) > 0)
        for (long at = 0; at < length; ++at) {
            if (buffer[at] >= '0' && buffer[at] <= '9') pid = pid * 10 + (buffer[at] - '0');
            else if (pid != 0) take(pid);
            if (buffer[at] == '\n') pid = 0;
        }
}

/// Kills up to as many processes as fit. Each is held by a pidfd, and killed only if it is still listed then: a number that
/// was given to another process meanwhile hits nobody.
inline void kill_some(int group) noexcept {
    constexpr int kMost = 64;
    struct {
        int pid;
        int fd;
    } held[kMost];
    int count = 0;
    each_process(group, [&](int pid) {
        if (count == kMost) return;
        int fd = static_cast<int>(call(__NR_pidfd_open, pid, 0));
        if (fd >= 0) held[count++] = {pid, fd};
    });
    each_process(group, [&](int pid) {
        for (int index = 0; index < count; ++index)
            if (held[index].pid == pid) call(__NR_pidfd_send_signal, held[index].fd, SIGKILL, nullptr, 0);
    });
    while (count > 0) call(__NR_close, held[--count].fd);
}

/// Kills what is in the cgroup: by cgroup.kill where there is one (v2, Linux 5.14), else process by process. A frozen v1
/// group would not die.
inline void kill_members(int group) noexcept {
    write_file(group, "freezer.state", "THAWED", 6);
    if (!write_file(group, "cgroup.kill", "1", 1)) kill_some(group);
}

}  // namespace sandbox::watcher

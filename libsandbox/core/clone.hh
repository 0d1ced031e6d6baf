// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstddef>
#include <span>
#include <sys/types.h>
#include <utility>

namespace sandbox {

/// A process that begins in `function` on the stack given, as clone(2) makes it; what the function returns is its exit status.
struct Clone {
    int (*function)(void*);
    void* argument;
    std::span<std::byte> stack;
    int flags = 0;      ///< CLONE_*; SIGCHLD is its end's signal
    int unified = -1;   ///< the directory of a v2 group that it begins in (CLONE_INTO_CGROUP, Linux 5.7); -1: the caller's
    int* pidfd = nullptr;  ///< with CLONE_PIDFD: where its pidfd goes
    pid_t* pid = nullptr;  ///< with CLONE_PARENT_SETTID, and without CLONE_PIDFD: where its pid goes before it runs
};

/// Returns its pid, or -errno. EACCES, EBUSY, EOPNOTSUPP: the group takes no process of ours.
pid_t clone_process(const Clone& clone);

/// Memory for the stacks of clones that share ours: not on our own stack, which a limit may keep small.
class CloneStacks {
public:
    static constexpr std::size_t kSize = 64 * 1024;  ///< bytes of each

    /// Errors: mmap(2)'s.
    static Result<CloneStacks> make(std::size_t count);
    CloneStacks(CloneStacks&& other) noexcept : memory_(std::exchange(other.memory_, {})) {}
    CloneStacks& operator=(CloneStacks&&) = delete;
    ~CloneStacks();
    std::span<std::byte> operator[](std::size_t index) const { return memory_.subspan(index * kSize, kSize); }

private:
    explicit CloneStacks(std::span<std::byte> memory) : memory_(memory) {}
    std::span<std::byte> memory_;
};

}  // namespace sandbox

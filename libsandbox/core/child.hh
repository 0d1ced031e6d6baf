// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <sys/types.h>
#include <utility>

namespace sandbox {

/// A process that we started. Destroying it before wait() kills it: no error path leaves one behind.
class Child {
public:
    Child() = default;
    Child(pid_t pid, UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
    Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)) {}
    Child& operator=(Child&& other) noexcept {
        std::swap(pid_, other.pid_);
        std::swap(pidfd_, other.pidfd_);
        return *this;
    }
    ~Child();

    explicit operator bool() const { return pid_ > 0; }
    pid_t pid() const { return pid_; }
    int pidfd() const { return pidfd_.get(); }
    void signal(int number) const;
    /// Whether wait() would return at once.
    bool has_ended() const;
    /// Reaps it; the status is wait(2)'s.
    Result<int> wait();

private:
    pid_t pid_ = -1;
    UniqueFd pidfd_{};
};

/// What a status of wait(2) says went wrong: "ended by SIGSEGV", "exited with status 1". Empty: it exited with 0.
std::string describe_failure(int status);

/// Whether a process, anybody's, ends within a time, which may be longer than a poll takes; signals to us make it no longer.
Result<bool> ends_within(int pidfd, Microseconds time);

}  // namespace sandbox

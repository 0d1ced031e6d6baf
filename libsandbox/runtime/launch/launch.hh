// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/prepare.hh"

#include <sys/types.h>

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
    /// Reaps it; the status is wait(2)'s.
    Result<int> wait();

private:
    pid_t pid_ = -1;
    UniqueFd pidfd_{};
};

/// Starts the child. When it returns, the child has become PID 1 (in place), or is on its way (rendezvous): what went
/// wrong inside comes over the life line. All signals are blocked meanwhile and stay blocked for supervise().
Result<Child> launch(Prepared& prepared);

/// Waits until the child has become PID 1, or has ended before that: from then on its namespaces are what they will be.
/// Error: the step that failed.
Result<void> await_set_up(Prepared& prepared);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <functional>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace sandbox {

/// A process of its own that reads what those inside send. Whoever passes descriptors may keep who closes them waiting (SO_LINGER, a
/// file system of their own): that must not be the supervisor. Ends by itself with its owner.
class ReaderProcess {
public:
    /// `work` is called in it, with a descriptor that becomes readable when it is to return. Open there are that, `kept`, and
    /// /dev/null as 0, 1 and 2; every signal is blocked.
    static Result<ReaderProcess> start(std::vector<int> kept, const std::function<void(int line)>& work);
    ReaderProcess(ReaderProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), line_(std::move(other.line_)) {}
    ReaderProcess& operator=(ReaderProcess&&) = delete;
    /// Kills it, unless it has ended.
    ~ReaderProcess();

    /// Has `work` return, and waits for it. False: not in time, and it is to be killed.
    bool finish();

private:
    ReaderProcess(pid_t pid, UniqueFd pidfd, UniqueFd line) : pid_(pid), pidfd_(std::move(pidfd)), line_(std::move(line)) {}
    pid_t pid_;
    UniqueFd pidfd_;
    UniqueFd line_;  ///< the process works until this is closed
};

}  // namespace sandbox

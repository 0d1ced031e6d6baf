// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/syslog_relay.hh"

#include <sys/types.h>

namespace sandbox {

/// A SyslogRelay in a process of its own. Whoever passes descriptors may keep who closes them waiting (SO_LINGER, a file system of their
/// own): that must not be the supervisor. Ends by itself with its owner.
class SyslogProcess {
public:
    /// Errors as SyslogRelay::make(), which is called here.
    static Result<SyslogProcess> start(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, const std::string& path);
    SyslogProcess(SyslogProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), line_(std::move(other.line_)) {}
    SyslogProcess& operator=(SyslogProcess&&) = delete;
    /// Kills it, unless it has ended.
    ~SyslogProcess();

    /// Everybody inside has ended: what has come goes on, and the process ends. False: not in time, and it was killed.
    bool finish();

private:
    SyslogProcess(pid_t pid, UniqueFd pidfd, UniqueFd line) : pid_(pid), pidfd_(std::move(pidfd)), line_(std::move(line)) {}
    pid_t pid_;
    UniqueFd pidfd_;
    UniqueFd line_;  ///< the process works until this is closed
};

}  // namespace sandbox

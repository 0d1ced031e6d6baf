// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/reader_process.hh"
#include "runtime/relay/syslog_relay.hh"

namespace sandbox {

/// A SyslogRelay in a process of its own.
class SyslogProcess {
public:
    /// Errors as SyslogRelay::make(), which is called here.
    static Result<SyslogProcess> start(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, const std::string& path);

    /// Everybody inside has ended: what has come goes on, and the process ends. False: not in time, and it was killed.
    bool finish() { return process_.finish(); }

private:
    explicit SyslogProcess(ReaderProcess process) : process_(std::move(process)) {}
    ReaderProcess process_;
};

}  // namespace sandbox

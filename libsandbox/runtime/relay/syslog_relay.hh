// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/sockets.hh"
#include "runtime/relay/journal_socket.hh"
#include "runtime/relay/stream_server.hh"

#include <memory>

namespace sandbox {

/// A private syslog: what those inside write to /dev/log and to journald's sockets goes on to the host's journal, with fields that
/// they cannot set. They wait while journald is behind. Whoever reads from them may be kept waiting: see SyslogProcess.
class SyslogRelay {
public:
    static constexpr std::size_t kLongest = 1u << 20;  ///< of a message
    static constexpr std::size_t kMostEntries = 1024;  ///< of a message

    /// Error: journald does not listen at `path`.
    static Result<std::unique_ptr<SyslogRelay>> make(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets,
                                                     const std::string& path);

    /// What to wait for now, appended.
    void wait_for(std::vector<pollfd>& lines);
    /// Moves what can be moved without waiting. `lines` are those that wait_for() appended.
    void serve(std::span<const pollfd> lines);
    /// Everything inside has ended: moves what is still on its way.
    void finish();
    /// Those that it had from the beginning.
    std::vector<int> descriptors() const;

private:
    SyslogRelay(const journal::Entries& entries, const JournalOwner& owner, journal::Sockets sockets, Listener lines, JournalSocket journal);
    /// As much as makes a batch; false: nothing was there any more.
    bool read_some(int socket);
    /// Of one datagram; false: none is there.
    bool read_one(int socket);
    void take_message(int socket, std::string_view message);
    void take_entries(std::string_view message);
    StreamServer::Take take_line();
    journal::Entries entries_;
    std::string identifier_;
    UniqueFd native_, syslog_;
    StreamServer streams_;
    JournalSocket journal_;
    std::string buffer_{};
};

}  // namespace sandbox

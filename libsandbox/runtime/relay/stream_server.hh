// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/client_stream.hh"
#include "runtime/relay/listener.hh"

#include <list>
#include <span>
#include <vector>

namespace sandbox {

/// The connections of those inside who write to the journal by streams. Who cannot be served yet waits for others to hang up.
class StreamServer {
public:
    static constexpr std::size_t kMostClients = 32;
    using Take = journal::ClientStream::Take;

    explicit StreamServer(Listener listener) : listener_(std::move(listener)) {}
    std::vector<int> descriptors() const { return listener_.descriptors(); }
    void wait_for(std::vector<pollfd>& lines) const;
    /// At most `most` bytes of each that is ready.
    void serve(std::span<const pollfd> lines, std::size_t most, const Take& take);
    /// What has come by now, once everybody inside has ended; false: there is more.
    bool finish(std::size_t most, const Take& take);

private:
    struct Client {
        UniqueFd socket;
        journal::ClientStream stream{};
    };
    /// False: it has hung up, or nothing is there now (`at_end`: then that is its end).
    static bool read(Client& client, std::size_t most, bool at_end, const Take& take);
    bool accept();
    Listener listener_;
    std::list<Client> clients_{};
};

}  // namespace sandbox

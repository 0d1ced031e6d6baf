// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <poll.h>
#include <span>
#include <vector>

namespace sandbox {

/// What one wait is for: descriptors of our own, and behind them those of a relay.
class Lines {
public:
    using Poller = int(std::span<pollfd> lines, int timeout);
    /// poll(2)
    static int poll(std::span<pollfd> lines, int timeout);

    /// One more of our own, borrowed; its index for events(). Of a descriptor below 0 nothing is ever heard.
    std::size_t add(pollfd line);
    std::size_t add(int fd) { return add({fd, POLLIN, 0}); }
    /// Those that the relay waits for, when all of our own are there; null: there is none.
    template <class Any> void add_relay(Any* relay) {
        if (relay != nullptr) relay->wait_for(lines_);
    }
    /// Waits until there is something, at the most for `timeout` milliseconds; -1: for ever. A signal may end it too: then there is
    /// nothing, as when the time is up.
    Result<void> wait(int timeout, Poller& poller = poll);
    /// What there was then.
    short events(std::size_t index) const { return lines_[index].revents; }
    /// The relay moves what it has; null as above.
    template <class Any> void serve(Any* relay) const {
        if (relay != nullptr) relay->serve(std::span(lines_).subspan(own_));
    }

private:
    std::vector<pollfd> lines_{};
    std::size_t own_ = 0;  ///< how many
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <chrono>
#include <poll.h>
#include <vector>

namespace sandbox {

/// A socket that others connect to. Who cannot be let in, for want of a descriptor say, waits there, and poll(2) says so at once for as long
/// as that takes: so the socket is left alone for a while, and a timer is what to wait for.
class Listener {
public:
    static constexpr std::chrono::milliseconds kPause{250};

    /// The socket listens already, and does not block.
    static Result<Listener> make(UniqueFd socket);

    /// What to wait for now; it has something: accept() may succeed.
    pollfd to_poll() const { return {.fd = is_paused_ ? pause_.get() : socket_.get(), .events = POLLIN, .revents = 0}; }
    /// One connection, which does not block. None: nobody is there, or none can be had now.
    UniqueFd accept();
    /// Those that it has from the beginning.
    std::vector<int> descriptors() const { return {socket_.get(), pause_.get()}; }

private:
    Listener(UniqueFd socket, UniqueFd pause) : socket_(std::move(socket)), pause_(std::move(pause)) {}
    UniqueFd socket_;
    UniqueFd pause_;  ///< a timer, made while there are descriptors
    bool is_paused_ = false;
};

}  // namespace sandbox

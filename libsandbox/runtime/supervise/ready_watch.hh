// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "runtime/relay/reader_process.hh"

#include <cstdint>
#include <optional>
#include <poll.h>

namespace sandbox {

/// What PID 1 says at the sandbox's $NOTIFY_SOCKET, sd_notify(3). Others inside can write there too, and are not heard; a process of
/// its own reads them, so that who sends descriptors along keeps no more than that one waiting.
class ReadyWatch {
public:
    /// One datagram, as it concerns a service manager.
    struct Saying {
        pid_t sender = 0;
        bool is_ready = false;
        std::uint64_t extension = 0;  ///< how many more microseconds it wants for its start; 0: it says nothing of that
    };

    /// `socket` is the bench's, or -1. `passes_on`: the service manager that started us is told. Where no process can be made nobody
    /// reads, and nobody is told.
    ReadyWatch(int socket, bool passes_on);

    pollfd to_poll() const { return {.fd = sayings_.get(), .events = POLLIN, .revents = 0}; }
    /// Tells the service manager, if it is PID 1 that says so: once that it is ready, and before that, that it wants more time.
    void serve(short events, const Child& init);

private:
    UniqueFd sayings_{};
    std::optional<ReaderProcess> reader_{};
    bool passes_on_ = false;
};

}  // namespace sandbox

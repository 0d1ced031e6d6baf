// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch/launch.hh"
#include "runtime/relay/reader_process.hh"

#include <optional>
#include <poll.h>

namespace sandbox {

/// What PID 1 says at the sandbox's $NOTIFY_SOCKET, sd_notify(3). Others inside can write there too, and are not heard; a process of
/// its own reads them, so that who sends descriptors along keeps no more than that one waiting.
class ReadyWatch {
public:
    /// `socket` is the bench's, or -1. `passes_on`: the service manager that started us is told. Where no process can be made nobody
    /// reads, and nobody is told.
    ReadyWatch(int socket, bool passes_on);

    pollfd to_poll() const { return {.fd = senders_.get(), .events = POLLIN, .revents = 0}; }
    /// Tells the service manager, once, if it is PID 1 that says it is ready.
    void serve(short events, const Child& init);

private:
    UniqueFd senders_{};  ///< the numbers of those who say that they are ready, each a pid_t
    std::optional<ReaderProcess> reader_{};
    bool passes_on_ = false;
};

}  // namespace sandbox

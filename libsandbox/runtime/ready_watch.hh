// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/launch.hh"

#include <poll.h>

namespace sandbox {

/// What PID 1 says at the sandbox's $NOTIFY_SOCKET, sd_notify(3). Others inside can write there too, and are not heard.
class ReadyWatch {
public:
    /// `socket` is the bench's, or -1. `passes_on`: the service manager that started us is told.
    ReadyWatch(int socket, bool passes_on) : socket_(socket), passes_on_(passes_on) {}

    pollfd to_poll() const { return {.fd = socket_, .events = POLLIN, .revents = 0}; }
    /// Reads what has come: also what means nothing to us, or who sends it would wait one day.
    void serve(short events, const Child& init);

private:
    int socket_ = -1;
    bool passes_on_ = false;
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "core/clock.hh"
#include "runtime/relay/reader_process.hh"

#include <cstdint>
#include <optional>
#include <poll.h>
#include <string>
#include <utility>
#include <vector>

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

    /// Watches nothing.
    ReadyWatch() = default;
    /// `socket` is the bench's, or -1. `passes_on`: the service manager that started us is told. Error: no process can be made for it,
    /// and the manager would wait in vain; where there is none nobody reads, and that is no error.
    static Result<ReadyWatch> start(int socket, bool passes_on);

    pollfd to_poll() const { return {.fd = sayings_.get(), .events = POLLIN, .revents = 0}; }
    /// Tells the service manager, if it is PID 1 that says so: once that it is ready, and before that, that it wants more time.
    void serve(short events, const Child& init);
    /// What the service manager was not told, a line each.
    std::vector<std::string> take_notes() { return std::exchange(notes_, {}); }

private:
    void tell(const std::string& lines, Microseconds patience);
    UniqueFd sayings_{};
    std::optional<ReaderProcess> reader_{};
    bool passes_on_ = false;
    std::vector<std::string> notes_{};
};

}  // namespace sandbox

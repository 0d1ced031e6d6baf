// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/bench.hh"
#include "core/child.hh"

#include <poll.h>

namespace sandbox {

/// Hears of each reboot(2) inside (seccomp_unotify(2)), where the kernel would refuse it because the pid namespace belongs to another user
/// namespace than the command lives in, and does what it does for a pid namespace of one's own.
class RebootWatch {
public:
    RebootWatch() = default;
    /// Nothing, if nobody listens.
    explicit RebootWatch(const Bench& bench) : line_(bench.reboot_end) {}

    pollfd to_poll() const { return {.fd = listener_ ? listener_.get() : line_, .events = POLLIN, .revents = 0}; }
    /// After each poll that had something: answers who may not, and kills all if it is meant. `init`: PID 1 inside.
    void serve(short events, const Child& init);
    /// What the kernel would have had PID 1 die of: SIGHUP (restart), SIGINT (halt, power off); 0: nobody rebooted.
    int signal() const { return signal_; }

private:
    void receive();
    void answer(const Child& init);
    int line_ = -1;  ///< the bench's
    UniqueFd listener_{};
    int signal_ = 0;
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "domains/cgroups/memory_watch.hh"
#include "domains/cgroups/prepare.hh"

#include <poll.h>

namespace sandbox {

/// What the supervisor does when the kernel has killed one process of the sandbox for memory (Resources.OOMPolicy).
class OomResponse {
public:
    /// Watches nothing where there is no group, or nothing to do. `is_awaited`: somebody wants to hear of it anyway. To be called before
    /// anybody is in the groups: on cgroup v1 nobody hears of what was before.
    static Result<OomResponse> start(const cgroups::Workshop& shop, bool is_awaited);

    bool is_watching() const { return watch_.fd() >= 0; }
    pollfd to_poll() const { return {.fd = watch_.fd(), .events = watch_.events(), .revents = 0}; }
    /// Once somebody was killed: the rest is to end in order.
    bool wants_stop() const { return policy_ == cgroups::OomPolicy::stop; }
    /// How long to poll at the most, in milliseconds; -1: for ever.
    int timeout() const { return checks_left_ > 0 ? kPause : -1; }
    /// After each poll: `has_event` is whether it had one. `child` is PID 1 of the sandbox, which stays to tell how it ended.
    /// Whether somebody was killed since the last time.
    bool respond(bool has_event, const Child& child);

private:
    static constexpr int kPause = 5;
    static constexpr int kChecks = 200;
    cgroups::MemoryWatch watch_{};
    std::span<const cgroups::Group> groups_{};
    cgroups::OomPolicy policy_ = cgroups::OomPolicy::proceed;
    std::uint64_t kills_ = 0;
    int checks_left_ = 0;  ///< cgroup v1 tells of the want before the kill
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "domains/cgroups/group.hh"

#include <cstdint>
#include <optional>
#include <span>

namespace sandbox::cgroups {

/// Tells when the kernel kills somebody in a group for want of memory. On cgroup v1 the kernel tells of the want, and kills a
/// moment later.
class MemoryWatch {
public:
    /// Watches the one that has a memory controller; none of them may.
    static Result<MemoryWatch> start(std::span<const Group> groups);

    /// To poll: -1 if there is nothing to watch.
    int fd() const { return signal_.get(); }
    /// poll(2)'s event of it.
    short events() const;
    /// After an event: takes it off.
    void take();
    /// How many have been killed so far; nothing: that cannot be read now.
    std::optional<std::uint64_t> kills() const;

private:
    Group group_{};
    UniqueFd control_{};  ///< v1: memory.oom_control, which the kernel holds to
    UniqueFd signal_{};   ///< v1: the eventfd; v2: memory.events
};

}  // namespace sandbox::cgroups

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/guarded.hh"
#include "core/host_path.hh"
#include "core/keep.hh"
#include "core/kernel_log.hh"
#include "core/lease.hh"
#include "core/narrowed.hh"

#include <deque>
#include <functional>
#include <memory>
#include <sys/types.h>

namespace sandbox {

struct Bench;

/// What SELinux calls what is made for the sandbox; empty: as the policy would have it.
struct Labels {
    std::string categories{};  ///< "c12,c345": the pair that is in all of them
    std::string process{};
    std::string mounts{};
    std::string terminal{};
};

/// Something that the launcher does from outside while the child waits (rendezvous mode).
using HostTask = std::function<Result<void>(pid_t child, Bench& bench)>;

/// What prepare() works on: everything that is held open for one launch. It undoes itself when destroyed.
struct Bench {
    Keep keep{};
    HostPaths host_paths{};
    std::deque<Lease> leases{};
    std::vector<HostTask> host_tasks{};
    /// Defaults that this host has not, each with its reason; the report says them.
    std::vector<std::string> left_out{};
    /// What is kept from the sandbox, whatever is bound: asked for only where something of the host's is that somebody wrote.
    std::function<GuardedPlaces&()> guarded{};
    /// What host tasks hold open. The child closes it: a line of which it held our end would never end with us.
    std::vector<UniqueFd> host_fds{};
    /// Standard descriptors of the caller's that the child has for less.
    std::deque<Narrowed> narrowed{};
    /// Which of the standard descriptors stay the caller's.
    bool keeps_callers[3] = {};
    /// The host id that the sandbox's user is, once it is leased; the caller's own otherwise.
    std::uint32_t host_user = 0;
    std::uint32_t host_group = 0;
    /// The host ids that the ids from 0 are, both of users and groups, where the sandbox has a whole range; 0: it has not.
    std::uint32_t host_first = 0;
    std::uint32_t host_count = 0;
    Labels labels{};
    /// The kernel's log from the launch on, for who has labels; empty: it may not be read.
    std::unique_ptr<KernelLog> kernel_log{};
    /// The child's end of the life line.
    int life_line = -1;
    /// The child's end of the line that closes with the set-up; -1 in place.
    int set_up = -1;
    /// A socket inside, on which the supervisor hears when all is up; -1: there is none.
    int notify = -1;
    /// What the child sends the listener for reboot(2) over, and where the supervisor gets it from; -1: nobody listens.
    int reboot_line = -1;
    int reboot_end = -1;
    /// PID 1 of ours says when the command has begun.
    bool tells_begin = false;
    /// Descriptor 0 is a terminal that is to be the sandbox's own.
    bool has_terminal = false;
    /// The host's /proc, for maps and sysctls.
    int host_proc = -1;
    /// A host task writes the ids' maps.
    bool is_mapped_by_host = false;
};

}  // namespace sandbox

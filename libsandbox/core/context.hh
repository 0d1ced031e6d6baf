// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace sandbox {

/// Context::call of an op that becomes the command: what fails by then is the command's matter.
constexpr char kExec[] = "exec";  // not inline: the child's code has no table of addresses

/// A file system of ours that stands in somebody else's tree. What is below it is found from its descriptor: the names that
/// lead to it may be exchanged at any time by whoever owns the tree (CVE-2021-30465).
struct Island {
    const char* path;  ///< relative to the new root
    int mount;
};

/// What the child's ops hand to one another. Descriptors here close by themselves on exec.
struct Context {
    int life_line = -1;  ///< the child's end: failures go out on it
    int host_proc = -1;  ///< the host's /proc, from before the pivot
    int own_sysctls = -1;  ///< /proc/sys of the sandbox's own /proc, from before it was read-only; -1: there is none
    int root = -1;       ///< the new root's mount
    bool has_joined_user = false;  ///< the caller's ids are others now, in a user namespace that it entered
    unsigned joined_user = 0;
    unsigned joined_group = 0;
    Island* islands = nullptr;  ///< room for as many as the ops make
    unsigned island_count = 0;
    const char* call = "";  ///< the call that failed, where the op makes several
};

/// Why a child ended before it became PID 1: one datagram on the life line.
struct OpFailure {
    static constexpr std::uint32_t kKind = 0x6f70;  ///< apart from init::MessageKind's
    std::uint32_t kind = kKind;
    std::uint32_t op = 0;  ///< its place in the list
    std::int32_t error = 0;
    std::uint32_t is_left_out = 0;  ///< the child went on without it
    char call[48] = {};  ///< the failed call, for errors that need it; NUL-terminated
};

}  // namespace sandbox

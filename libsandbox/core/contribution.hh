// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/origin.hh"
#include "core/text.hh"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What one domain asks of another, in core's words, because a domain never includes another.
namespace sandbox {

/// Who asked: the setting's key and where it was written.
struct Reason {
    std::string_view setting{};
    Origin origin{};
    bool operator==(const Reason&) const = default;
};

/// What a mount forbids. Binds are always nosuid and nodev unless a device is meant.
struct MountFlags {
    bool read_only = false;
    bool nosuid = true;
    bool nodev = true;
    bool noexec = false;
    bool operator==(const MountFlags&) const = default;
};

/// Something at a path inside the sandbox. Only mounts/ turns it into system calls.
struct Place {
    enum class Kind {
        directory,  ///< an empty directory in a file system of ours
        file,       ///< `source` is its content
        symlink,    ///< `source` is what it points at
        bind,       ///< `source` is a path on the host
        tmpfs,      ///< a file system in memory of at most `size` bytes and `inodes` files
        proc,       ///< the pid namespace's processes; `source` is its mount options, by commas
        devpts,     ///< terminals of the sandbox's own
        cgroup,     ///< the cgroup namespace's groups; `source` are the controllers of a v1 hierarchy, empty: v2
        console,    ///< the sandbox's terminal, if it has one
        node,       ///< a file of another type, which `mode` has: a pipe, a socket that nobody hears, device 0:0
        socket,     ///< datagrams to the supervisor
        mqueue,     ///< POSIX message queues of the IPC namespace
        mask,       ///< hides what is there: a file behind /dev/null, a directory behind an empty one
        read_only,  ///< what is there becomes a read-only mount
        seal,       ///< the mount that is there becomes read-only itself, what is mounted below it stays
    };
    Kind kind = Kind::directory;
    std::string target{};
    std::string source{};
    MountFlags flags{};
    bool recursive = true;  ///< a bind brings the mounts below its source
    bool is_file = false;   ///< a bind of a directory is refused
    bool optional = false;  ///< left out if source or target does not exist
    bool is_tunnel = false;  ///< a bind through which mounts of the host's come in later, whatever others do
    /// Files keep the owner they have on the host although the sandbox's user is another id there.
    enum class Idmap {
        no,
        yes,
        when_needed,
        whole,  ///< with every id of the sandbox's range, if it has one; otherwise as yes
        kept,   ///< every id of the sandbox's range has one of the block that the source's owner is of (core/kept_ids.hh)
    } idmap = Idmap::no;
    Bytes size{};
    std::uint64_t inodes = 0;
    unsigned mode = 0755;
    bool yields = false;  ///< a default: gives way to whoever puts something there, or a tree of the host above it
    Reason reason{};
    bool operator==(const Place&) const = default;
};

/// A variable of the payload's environment.
struct SetEnvironment {
    std::string name;
    std::string value;
    Reason reason{};
};

/// A kind of namespace, by its CLONE_NEW* flag, that must be private or must not be.
struct NamespaceWish {
    int flag = 0;
    bool is_private = true;
    bool is_joined = false;  ///< not private, and not the caller's either
    Reason reason{};
};

/// How many processes and threads there may be, for whoever can limit them together.
struct TasksLimit {
    std::int64_t most = 0;
    Reason reason{};
};

/// How important the sandbox is beside others, for whoever shares out what there is; 100 and 0 are everybody's.
struct Standing {
    std::uint32_t weight = 100;
    unsigned memory_low_percent = 0;  ///< of the machine's memory
    Reason reason{};
};

/// How the sandbox is ended by whoever else may end it; the longest patience there is means for ever.
struct Ending {
    int signal = 15;
    std::chrono::microseconds patience{std::chrono::seconds(10)};  ///< and then SIGKILL
    bool operator==(const Ending&) const = default;
};

/// What the domains ask of each other.
struct Contributions {
    std::vector<Place> places{};
    std::vector<SetEnvironment> environment{};
    std::vector<NamespaceWish> namespaces{};
    /// Who said which kinds of namespace there are.
    Reason namespace_list{};
    /// The payload keeps capabilities, so the tree needs a lock of its own (Phase::reown), and who said so.
    bool keeps_capabilities = false;
    Reason capabilities{};
    /// The user inside (by id) and where it lives.
    std::uint32_t user = 0;
    std::uint32_t group = 0;
    std::string home{"/"};
    /// Root is inside, or an init: the programs of /sbin are looked for, too.
    bool has_administrator = false;
    TasksLimit tasks{};
    Standing standing{};
    Ending ending{};
    /// Descriptors from 3 on that a service manager passed, and the command gets.
    int passed = 0;
    /// Which of the host's ids those inside are: that of root as the launcher decides how files can be shown to them.
    enum class Ids {
        launcher,    ///< its own; nobody else's file has to be shown
        one_leased,  ///< one that nothing else has: host paths are opened before
        range,       ///< as many from one on as there are from 0 inside, users and groups alike
        others,      ///< the host's own, or as a map by hand has them: no single map of a tree is right for all
    } ids = Ids::launcher;
};

/// A default that this host or this plan cannot honour: said by --explain and the report, never silent.
struct Note {
    std::string text;
    Reason reason{};
    bool operator==(const Note&) const = default;
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

/// lsns(8): which namespaces there are, who is in them, and tables of them.
namespace sandbox::lsns {

/// In the order of the original's internal list, which nothing but its loops shows.
enum class Type : unsigned char { mnt, net, pid, uts, ipc, user, cgroup, time };
inline constexpr std::size_t kTypes = 8;
/// As the links below /proc/PID/ns are called.
inline constexpr std::array<const char*, kTypes> kTypeNames{"mnt", "net", "pid", "uts", "ipc", "user", "cgroup", "time"};
using TypeSet = std::bitset<kTypes>;

constexpr const char* name_of(Type type) {
    return kTypeNames[static_cast<std::size_t>(type)];
}
constexpr std::size_t index_of(Type type) {
    return static_cast<std::size_t>(type);
}

/// A process, as far as we may look at it: 0 for a namespace that we may not know or did not ask for.
struct Process {
    pid_t pid = 0;
    pid_t parent = 0;
    uid_t uid = 0;
    std::array<ino_t, kTypes> namespaces{};
};

/// A namespace by its inode number.
struct Namespace {
    Type type{};
    ino_t number = 0;
    const Process* first = nullptr;  ///< the process with the lowest pid; none if only a file, a descriptor or a child holds it
    unsigned processes = 0;
    ino_t parent = 0;       ///< of pid and user namespaces; 0: none, or not ours to see
    ino_t owner = 0;        ///< the user namespace that it belongs to
    uid_t uid = 0;          ///< where no process is in it: who made it
    std::string held_by{};  ///< where no process is in it: a file that leads to it
};

/// A file that a namespace is bound to.
struct Bound {
    std::string root;  ///< "net:[4026531840]"
    std::string path;
};

/// What to look for.
struct Wanted {
    TypeSet types{};
    bool relations = false;    ///< fill in parents and owners
    bool parents = false;      ///< fill in the parent of every process, not only of a namespace's first
    bool interpolate = false;  ///< add parents and owners in which no process is
    bool bound = false;        ///< find the files that namespaces are bound to
    bool held = false;         ///< add namespaces that only files and descriptors hold
};

/// What was found. Processes by pid; namespaces by number, pointing at them.
struct Snapshot {
    std::vector<Process> processes{};
    std::vector<Namespace> namespaces{};
    std::vector<Bound> bound{};

    Snapshot() = default;
    Snapshot(Snapshot&&) = default;
    Snapshot& operator=(Snapshot&&) = default;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    const Namespace* find(ino_t number) const;
    const Process* process(pid_t pid) const;
};

}  // namespace sandbox::lsns

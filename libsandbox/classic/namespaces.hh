// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/sched.h>
#include <string_view>

/// What unshare(1) and nsenter(1) are made of: the original's order of effects, its words, its exit status.
namespace sandbox::classic {

/// One kind of namespaces(7).
struct Namespace {
    std::string_view option;  ///< --mount
    int flag;                 ///< CLONE_NEW*
    const char* file;         ///< below /proc/PID: whose it is
    const char* made_file;    ///< below /proc/PID: what unshare(2) made, which only children are in for some kinds
};

/// In the order in which setns(2) must see them: the user namespace gives the rights for the others.
inline constexpr Namespace kNamespaces[] = {
    {"user", CLONE_NEWUSER, "ns/user", "ns/user"},
    {"cgroup", CLONE_NEWCGROUP, "ns/cgroup", "ns/cgroup"},
    {"ipc", CLONE_NEWIPC, "ns/ipc", "ns/ipc"},
    {"uts", CLONE_NEWUTS, "ns/uts", "ns/uts"},
    {"net", CLONE_NEWNET, "ns/net", "ns/net"},
    {"pid", CLONE_NEWPID, "ns/pid", "ns/pid_for_children"},
    {"mount", CLONE_NEWNS, "ns/mnt", "ns/mnt"},
    {"time", CLONE_NEWTIME, "ns/time", "ns/time_for_children"},
};

/// The kind that an option names, or null.
constexpr const Namespace* find_namespace(std::string_view option) {
    for (const Namespace& kind : kNamespaces)
        if (kind.option == option) return &kind;
    return nullptr;
}

}  // namespace sandbox::classic

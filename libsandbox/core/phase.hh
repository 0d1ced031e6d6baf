// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <string_view>

namespace sandbox {

/// When a step runs. The order is the security argument, so it is written here and nowhere else.
enum class Phase {
    label,       ///< SELinux's labels: before anything is made that gets one
    group,       ///< the control group, with its limits: before anybody is in it, and entered before anything is used
    privilege,   ///< what the caller's own privileges on the host allow: before they are given up
    become,      ///< root takes the leased host id: before the user namespace, which then belongs to that id
    clean,       ///< descriptors and signals of the caller: before anything that could leak them
    machine,     ///< systemd-machined takes the child into a group: a child is there, and its cgroup namespace begins below
    isolate,     ///< new namespaces: everything later happens to them, not to the host
    map,         ///< ids inside, and being one of them: before any file is made, or it would belong to nobody
    delegate,    ///< the control group is handed to the user inside: once it is known who that is, and below the cgroup namespace's root
    root,        ///< the new root: what the places stand on
    place,       ///< mounts, files and links, parents first: need CAP_SYS_ADMIN and the host's paths
    protect,     ///< what restricts other places (masks, read-only): after the places it covers
    forbid,      ///< limits of the namespaces themselves: written through the host's /proc, so before the pivot
    enter,       ///< the new root becomes / and the host's tree goes: after the last use of a host path
    reown,       ///< second user and mount namespace: locks every mount of the finished tree
    name,        ///< host name: needs CAP_SYS_ADMIN over the UTS namespace
    listen,      ///< sockets of ours inside: in the finished tree, and while nothing forbids it
    network,     ///< loopback: needs CAP_NET_ADMIN over the network namespace
    limit,       ///< rlimits, priorities, keyring: before capabilities go, some need them
    place_self,  ///< the working directory: as the user who will work there, in the finished tree
    confine,     ///< capabilities go, no_new_privs: forbids everything that came before
    filter,      ///< the seccomp filter: forbids even what confine needs
    relinquish,  ///< capabilities, where there is no no_new_privs: loading the filter needed one of them
    start,       ///< PID 1, and by it the command
    attend,      ///< what the supervisor does while it runs: nothing of the child's
};

inline constexpr std::array<std::string_view, 25> kPhaseNames = {
    "label", "group", "privilege", "become", "clean", "machine", "isolate", "map", "delegate", "root", "place", "protect", "forbid",
    "enter", "reown", "name", "listen", "network", "limit", "place-self", "confine", "filter", "relinquish", "start", "attend"};
static_assert(kPhaseNames.size() == static_cast<std::size_t>(Phase::attend) + 1);

constexpr std::string_view name_of(Phase phase) {
    return kPhaseNames[static_cast<std::size_t>(phase)];
}

}  // namespace sandbox

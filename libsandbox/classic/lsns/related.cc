// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/related.hh"

#include "core/fd.hh"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace sandbox::lsns {
namespace {

constexpr std::array<int, kTypes> kFlags{CLONE_NEWNS,  CLONE_NEWNET,  CLONE_NEWPID,    CLONE_NEWUTS,
                                         CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWCGROUP, 0x80 /* CLONE_NEWTIME */};

ino_t number_of(int fd) {
    struct stat status {};
    return fd >= 0 && ::fstat(fd, &status) == 0 ? status.st_ino : 0;
}

/// The namespace that the request names; none where there is none (EINVAL) or it is not ours to see (EPERM).
Result<UniqueFd> related(int fd, unsigned request) {
    UniqueFd other(::ioctl(fd, request));
    if (!other && errno == ENOTTY) return fail(Error::from_errno("ioctl NS_GET_USERNS"));
    return other;
}

bool has_parent(Type type) {
    return type == Type::pid || type == Type::user;
}

UniqueFd open_link(const Namespace& one) {
    std::string path = one.first != nullptr ? "/proc/" + std::to_string(one.first->pid) + "/ns/" + name_of(one.type) : one.held_by;
    return UniqueFd(path.empty() ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

/// Who made it: the owner of a user namespace, else that of the user namespace that it belongs to.
uid_t maker(int fd, Type type, int owner) {
    uid_t uid = 0;
    ::ioctl(type == Type::user ? fd : owner, NS_GET_OWNER_UID, &uid);
    return uid;
}

Result<std::optional<Namespace>> describe(int fd) {
    auto type = std::ranges::find(kFlags, ::ioctl(fd, NS_GET_NSTYPE));
    if (type == kFlags.end()) return std::nullopt;
    Namespace one{.type = static_cast<Type>(type - kFlags.begin()), .number = number_of(fd)};
    auto owner = TRY(related(fd, NS_GET_USERNS));
    one.owner = number_of(owner.get());
    if (has_parent(one.type)) one.parent = number_of(TRY(related(fd, NS_GET_PARENT)).get());
    one.uid = maker(fd, one.type, owner.get());
    return one;
}

/// What is of no wanted type ends the way up, as in the original.
Result<void> add_related(Snapshot& snapshot, const Wanted& wanted, int fd, Type type) {
    for (unsigned request : {NS_GET_USERNS, NS_GET_PARENT}) {
        if (request == NS_GET_PARENT && !has_parent(type)) continue;
        auto other = TRY(related(fd, request));
        if (!other || knows(snapshot, number_of(other.get()))) continue;
        auto described = TRY(describe(other.get()));
        if (!described || !wanted.types[index_of(described->type)]) continue;
        snapshot.namespaces.push_back(*described);
        TRY(add_related(snapshot, wanted, other.get(), described->type));
    }
    return {};
}

}  // namespace

bool knows(const Snapshot& snapshot, ino_t number) {
    return std::ranges::find(snapshot.namespaces, number, &Namespace::number) != snapshot.namespaces.end();
}

Result<void> add_held(Snapshot& snapshot, const Wanted& wanted, int fd, std::string path) {
    if (fd < 0 || knows(snapshot, number_of(fd))) return {};
    auto described = TRY(describe(fd));
    if (!described || !wanted.types[index_of(described->type)]) return {};
    described->held_by = std::move(path);
    snapshot.namespaces.push_back(std::move(*described));
    return {};
}

Result<void> add_bound(Snapshot& snapshot, const Wanted& wanted) {
    for (const Bound& bound : snapshot.bound) {
        // A mount that hides the file would show another one.
        UniqueFd fd(::open(bound.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        struct statfs system {};
        if (fd && ::fstatfs(fd.get(), &system) == 0 && system.f_type == NSFS_MAGIC)
            TRY(add_held(snapshot, wanted, fd.get(), bound.path));
    }
    return {};
}

Result<void> relate(Snapshot& snapshot) {
    for (Namespace& one : snapshot.namespaces) {
        UniqueFd fd = open_link(one);
        if (!fd) continue;
        one.owner = number_of(TRY(related(fd.get(), NS_GET_USERNS)).get());
        if (has_parent(one.type)) one.parent = number_of(TRY(related(fd.get(), NS_GET_PARENT)).get());
    }
    return {};
}

Result<void> interpolate(Snapshot& snapshot, const Wanted& wanted) {
    std::size_t found = snapshot.namespaces.size();
    for (std::size_t index = 0; index < found; ++index) {
        UniqueFd fd = open_link(snapshot.namespaces[index]);
        if (fd) TRY(add_related(snapshot, wanted, fd.get(), snapshot.namespaces[index].type));
    }
    return {};
}

}  // namespace sandbox::lsns

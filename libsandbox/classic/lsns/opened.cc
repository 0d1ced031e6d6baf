// SPDX-License-Identifier: LGPL-2.1-or-later
/// Namespaces that are held by nothing but a descriptor of a process: of the namespace's file, or of a socket in it.

#include "classic/lsns/related.hh"
#include "core/fd.hh"
#include "core/sys.hh"
#include "core/text.hh"

#include <memory>
#include <unordered_set>

#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace sandbox::lsns {
namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

/// A descriptor as statx(2) tells of it, which asks no server and opens nothing.
std::optional<struct statx> look_at(int directory, const char* name) {
    struct statx about {};
    if (::statx(directory, name, AT_STATX_DONT_SYNC, STATX_TYPE | STATX_INO, &about) < 0) return std::nullopt;
    return about;
}

/// Of a socket that is the process's descriptor; none where we may not have it.
UniqueFd network_of_socket(pid_t pid, int descriptor) {
    int process = sys::pidfd_open(pid);
    if (process < 0) return {};
    UniqueFd owner(process);
    int socket = sys::pidfd_getfd(owner.get(), descriptor);
    if (socket < 0) return {};
    UniqueFd copy(socket);
    UniqueFd network(::ioctl(copy.get(), SIOCGSKNS));
    if (network) ::fcntl(network.get(), F_SETFD, FD_CLOEXEC);
    return network;
}

/// Goes through the descriptors of one process after the other.
class Search {
public:
    Search(Snapshot& snapshot, const Wanted& wanted) : snapshot_(snapshot), wanted_(wanted) {
        if (auto about = look_at(AT_FDCWD, "/proc/self/ns/mnt")) namespaces_ = *about;
    }

    Result<void> look_into(pid_t pid) {
        auto path = "/proc/" + std::to_string(pid) + "/fd";
        Directory directory(::opendir(path.c_str()), ::closedir);
        if (!directory) return {};
        while (const dirent* entry = ::readdir(directory.get()))
            if (auto number = parse_number(entry->d_name))
                TRY(take(::dirfd(directory.get()), entry->d_name, pid, static_cast<int>(*number)));
        return {};
    }

private:
    Result<void> take(int directory, const char* name, pid_t pid, int descriptor) {
        auto about = look_at(directory, name);
        if (!about) return {};
        bool is_namespace = about->stx_dev_major == namespaces_.stx_dev_major && about->stx_dev_minor == namespaces_.stx_dev_minor;
        if (is_namespace && !knows(snapshot_, about->stx_ino))
            return add_held(snapshot_, wanted_, UniqueFd(::openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)).get(),
                            "/proc/" + std::to_string(pid) + "/fd/" + name);
        if (!S_ISSOCK(about->stx_mode) || !wanted_.types[index_of(Type::net)]) return {};
        // Children and servers share their sockets: each is looked at once.
        if (!sockets_.insert(about->stx_ino).second) return {};
        return add_held(snapshot_, wanted_, network_of_socket(pid, descriptor).get(), "");
    }

    Snapshot& snapshot_;
    const Wanted& wanted_;
    struct statx namespaces_ {};
    std::unordered_set<ino_t> sockets_{};
};

}  // namespace

Result<void> add_opened(Snapshot& snapshot, const Wanted& wanted) {
    Search search(snapshot, wanted);
    for (const Process& process : snapshot.processes) TRY(search.look_into(process.pid));
    return {};
}

}  // namespace sandbox::lsns

// SPDX-License-Identifier: LGPL-2.1-or-later
/// Where the namespaces to enter come from: files, numbers, sockets, owners, and the target itself.

#include "classic/enter.hh"
#include "classic/message.hh"
#include "classic/number.hh"
#include "core/sys.hh"

#include <linux/nsfs.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

namespace sandbox::classic {
namespace {

/// linux/fcntl.h, linux/nsfs.h and linux/exportfs.h of Linux 6.18: not in the headers of older distributions.
constexpr int kNamespaceFileSystem = -10003;  // FD_NSFS_ROOT
constexpr int kNamespaceHandle = 0xf1;        // FILEID_NSFS

/// struct file_handle with a struct nsfs_file_handle: the number finds the namespace, zeroes match any type and inode.
struct NamespaceHandle {
    unsigned bytes = 16;
    int type = kNamespaceHandle;
    std::uint64_t id = 0;
    std::uint32_t kind = 0;
    std::uint32_t inode = 0;
};

Result<UniqueFd> open_by_number(const char* text) {
    auto id = parse_decimal(text);
    if (!id) return fail(refused("failed to parse nsid: " + std::string(text)));
    NamespaceHandle handle{.id = *id};
    UniqueFd file(static_cast<int>(::syscall(SYS_open_by_handle_at, kNamespaceFileSystem, &handle, O_RDONLY | O_CLOEXEC)));
    if (!file) return fail(failed("cannot open namespace of id " + std::to_string(*id)));
    return file;
}

/// Any of the chosen namespaces has an owner; the user namespace's own is its parent. Where none is chosen it is the
/// target's user namespace.
Result<UniqueFd> open_chosen(const Entry& entry) {
    for (std::size_t kind = 0; kind < std::size(kNamespaces); ++kind) {
        if (entry.files[kind]) return UniqueFd(::fcntl(entry.files[kind].get(), F_DUPFD_CLOEXEC, 0));
        if ((entry.of_target & kNamespaces[kind].flag) == 0) continue;
        return open_of_process(entry.target, kNamespaces[kind].file);
    }
    return open_of_process(entry.target, "ns/user");
}

std::size_t index_of(int flag) {
    std::size_t index = 0;
    while (kNamespaces[index].flag != flag) ++index;
    return index;
}

/// What is chosen by a file is not taken from the target.
void choose(Entry& entry, int flag, UniqueFd file) {
    entry.of_target &= ~flag;
    entry.files[index_of(flag)] = std::move(file);
}

}  // namespace

Result<void> open_target(Entry& entry, unsigned long long inode) {
    int process = sys::pidfd_open(entry.target);
    if (process >= 0) entry.process.reset(process);
    if (inode == 0) return {};
    struct stat about {};
    int code = process < 0 ? -process : ::fstat(process, &about) < 0 ? errno : 0;
    if (code == 0 && about.st_ino == inode) return {};
    // A pidfd of another inode is that of another process.
    return fail(failed("failed to obtain a valid file descriptor for PID " + std::to_string(entry.target), code != 0 ? code : ESRCH));
}

Result<UniqueFd> open_namespace(const char* path) {
    if (path[0] == ':') return open_by_number(path + 1);
    UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    if (!file) return fail(failed("cannot open " + std::string(path)));
    return file;
}

Result<void> choose_parent(Entry& entry) {
    auto chosen = TRY(open_chosen(entry));
    UniqueFd owner(::ioctl(chosen.get(), NS_GET_USERNS));
    if (!owner) return fail(failed("failed to open parent namespace"));
    ::fcntl(owner.get(), F_SETFD, FD_CLOEXEC);
    choose(entry, CLONE_NEWUSER, std::move(owner));
    return {};
}

Result<void> choose_network_of_socket(Entry& entry, int fd) {
    // What open_target() could do without: of a thread, or of nobody, there is no pidfd.
    int process = entry.process ? entry.process.get() : sys::pidfd_open(entry.target);
    if (process < 0) return fail(failed("failed to pidfd_open() for " + std::to_string(entry.target), -process));
    if (!entry.process) entry.process.reset(process);
    int socket = sys::pidfd_getfd(process, fd);
    if (socket < 0) return fail(failed("pidfd_getfd(" + std::to_string(process) + ", " + std::to_string(fd) + ")", -socket));
    UniqueFd copy(socket);
    UniqueFd network(::ioctl(socket, SIOCGSKNS));
    if (!network) return fail(failed("ioctl(" + std::to_string(socket) + ", SIOCGSKNS)"));
    ::fcntl(network.get(), F_SETFD, FD_CLOEXEC);
    choose(entry, CLONE_NEWNET, std::move(network));
    return {};
}

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/op.hh"

#include "core/sys.hh"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace sandbox::journal {

static int name(int socket, const char* path) noexcept {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    ::strcpy(address.sun_path, path);
    return sys::done(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

/// By the directory's descriptor: who owns the tree above it may have links there.
int apply(const ListenOp& op, Context& context) noexcept {
    context.call = "open /run/systemd/journal";
    sys::ScopedFd directory(sys::openat2(AT_FDCWD, "/run/systemd/journal", O_PATH | O_DIRECTORY | O_CLOEXEC, RESOLVE_NO_SYMLINKS));
    if (directory.failed()) return directory.get();
    context.call = "chdir";
    if (::fchdir(directory.get()) < 0) return -errno;
    context.call = "bind";
    if (int error = name(op.entries, "socket")) return error;
    if (int error = name(op.syslog, "dev-log")) return error;
    if (int error = name(op.lines, "stdout")) return error;
    context.call = "listen";
    if (::listen(op.lines, 64) < 0) return -errno;
    context.call = "chdir";
    return sys::done(::chdir("/"));
}

}  // namespace sandbox::journal

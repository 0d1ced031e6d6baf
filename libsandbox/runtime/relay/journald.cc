// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journald.hh"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace sandbox {

Result<UniqueFd> connect_to_journald(const std::string& path, int type) {
    constexpr int kOnItsWay = 8 << 20;
    UniqueFd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
    if (!socket) return fail(Error::from_errno("socket"));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path.size() >= sizeof address.sun_path) return fail(Error::from_errno(path, ENAMETOOLONG));
    std::strcpy(address.sun_path, path.c_str());
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
        return fail(Error::from_errno("connect to journald at " + path));
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kOnItsWay, sizeof kOnItsWay) < 0)
        (void)::setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &kOnItsWay, sizeof kOnItsWay);
    return socket;
}

}  // namespace sandbox

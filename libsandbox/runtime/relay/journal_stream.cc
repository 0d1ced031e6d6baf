// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_stream.hh"

#include "core/file.hh"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace sandbox {

Result<UniqueFd> open_journal_stream(const std::string& path, const std::string& identifier, const std::string& unit, journal::Level level,
                                     const std::string& first) {
    constexpr int kOnItsWay = 8 << 20;  // as libsystemd's
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return fail(Error::from_errno("socket"));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path.size() >= sizeof address.sun_path) return fail(Error::from_errno(path, ENAMETOOLONG));
    std::strcpy(address.sun_path, path.c_str());
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
        return fail(Error::from_errno("connect to journald at " + path));
    ::shutdown(socket.get(), SHUT_RD);
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUFFORCE, &kOnItsWay, sizeof kOnItsWay) < 0)
        (void)::setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &kOnItsWay, sizeof kOnItsWay);
    // Identifier, unit, priority, whether lines may set one, and where else they go.
    std::string header = identifier + "\n" + unit + "\n" + std::to_string(static_cast<int>(level)) + "\n0\n0\n0\n0\n" + first + "\n";
    TRY(write_all(socket.get(), header, path));
    return socket;
}

}  // namespace sandbox

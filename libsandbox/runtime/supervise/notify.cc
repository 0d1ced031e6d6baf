// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/notify.hh"

#include "core/fd.hh"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

namespace sandbox {

bool has_manager() {
    return ::getenv("NOTIFY_SOCKET") != nullptr;
}

Result<void> notify_manager(std::string_view lines, Microseconds patience) {
    const char* path = ::getenv("NOTIFY_SOCKET");
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::size_t length = path != nullptr ? std::strlen(path) : 0;
    // A name with "@" in front is in the abstract namespace, where a NUL stands in its place.
    if (length < 2 || (path[0] != '/' && path[0] != '@') || length >= sizeof address.sun_path) return {};
    std::memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = '\0';
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    timeval most{.tv_sec = patience.count() / 1'000'000, .tv_usec = patience.count() % 1'000'000};
    int flags = MSG_NOSIGNAL;
    // No time at all means for ever there.
    if (patience == Microseconds() || ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) < 0) flags |= MSG_DONTWAIT;
    ssize_t sent;
    // With a limit the kernel does not go on by itself after a stop, or a thaw. Each wait is as long as the first.
    do sent = ::sendto(socket.get(), lines.data(), lines.size(), flags, reinterpret_cast<const sockaddr*>(&address), size);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0 || errno != EAGAIN) return {};
    auto words = lines.substr(0, lines.find('\n'));
    return fail(Error::impossible("the service manager that started us does not read, and was not told " + std::string(words), EAGAIN));
}

}  // namespace sandbox

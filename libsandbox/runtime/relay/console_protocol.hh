// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

/// What a detached sandbox's supervisor and sandbox-exec --console say to each other: packets, the first byte of which says what
/// the others are. The socket is "console" in the sandbox's entry.
namespace sandbox::console {

inline constexpr const char* kSocket = "console";
inline constexpr char kWelcome = 'w';  ///< to the client: the terminal is yours
inline constexpr char kBusy = 'b';     ///< to the client: somebody else has it
inline constexpr char kBytes = 'd';    ///< either way: typed, or written
inline constexpr char kSize = 's';     ///< to the supervisor: a struct winsize
inline constexpr std::size_t kMost = 4096;  ///< bytes in a packet, beside the first

/// The socket's, by way of the open entry: its path may be longer than an address takes.
inline sockaddr_un address_in(int entry) {
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    auto path = "/proc/self/fd/" + std::to_string(entry) + "/" + kSocket;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

}  // namespace sandbox::console

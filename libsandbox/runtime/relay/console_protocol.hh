// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>

/// What a detached sandbox's supervisor and sandbox-exec --console say to each other: packets, the first byte of which says what
/// the others are. The socket is "console" in the sandbox's entry.
namespace sandbox::console {

inline constexpr const char* kSocket = "console";
inline constexpr char kWelcome = 'w';  ///< to the client: the terminal is yours
inline constexpr char kBusy = 'b';     ///< to the client: somebody else has it
inline constexpr char kBytes = 'd';    ///< either way: typed, or written
inline constexpr char kSize = 's';     ///< to the supervisor: a struct winsize
inline constexpr std::size_t kMost = 4096;  ///< bytes in a packet, beside the first

}  // namespace sandbox::console

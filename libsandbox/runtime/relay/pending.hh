// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <sys/ioctl.h>

namespace sandbox {

/// More than a pipe of ours holds.
inline constexpr std::size_t kMostPending = 1u << 20;

/// How many bytes are in a pipe; if the kernel does not say, the most that there can be. At its end a relay moves no more than were
/// there: without a pid namespace somebody inside may still be there, and write for ever.
inline std::size_t pending_in(int pipe) {
    int bytes = 0;
    return ::ioctl(pipe, FIONREAD, &bytes) < 0 || bytes < 0 ? kMostPending : static_cast<std::size_t>(bytes);
}

}  // namespace sandbox

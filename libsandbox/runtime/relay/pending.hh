// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <sys/ioctl.h>

namespace sandbox {

/// How many bytes are in a pipe. At its end a relay moves no more than were there: without a pid namespace somebody inside may still
/// be there, and write for ever.
inline std::size_t pending_in(int pipe) {
    int bytes = 0;
    return ::ioctl(pipe, FIONREAD, &bytes) < 0 || bytes < 0 ? 0 : static_cast<std::size_t>(bytes);
}

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <poll.h>
#include <span>

namespace sandbox {

/// As poll(2), for who waits for most of its life, a thousand times on one machine. Where nothing comes for a while, our heap
/// and the stack of our callers are compressed and given back to the kernel until something does: nobody sees a difference but
/// the kernel. For a process of one thread whose signals are all blocked. With a sanitizer, which keeps notes on memory, it is
/// poll(2) alone.
int poll_at_rest(std::span<pollfd> lines, int timeout);

/// From here on what is freed is filled with one byte (M_PERTURB of mallopt(3)), and so takes no room in a rest.
void blank_freed_memory();

}  // namespace sandbox

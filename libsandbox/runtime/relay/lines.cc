// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/lines.hh"

#include <cerrno>

namespace sandbox {

int Lines::poll(std::span<pollfd> lines, int timeout) {
    return ::poll(lines.data(), lines.size(), timeout);
}

std::size_t Lines::add(pollfd line) {
    lines_.push_back(line);
    return own_++;
}

Result<void> Lines::wait(int timeout, Poller& poller) {
    if (poller(lines_, timeout) >= 0) return {};
    if (errno != EINTR) return fail(Error::from_errno("poll"));
    for (pollfd& line : lines_) line.revents = 0;
    return {};
}

}  // namespace sandbox

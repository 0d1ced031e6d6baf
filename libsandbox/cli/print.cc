// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/print.hh"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace sandbox::cli {

/// The errno of what failed, or 0.
static int write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        ssize_t written = ::write(fd, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            // Somebody else who holds the terminal or pipe made it non-blocking.
            pollfd room{.fd = fd, .events = POLLOUT, .revents = 0};
            if (::poll(&room, 1, -1) < 0 && errno != EINTR) return errno;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

Result<void> print(std::string_view text) {
    if (int code = write_all(STDOUT_FILENO, text)) return fail(Error::from_errno("write to standard output", code));
    return {};
}

void complain(std::string_view text) {
    (void)write_all(STDERR_FILENO, text);
}

}  // namespace sandbox::cli

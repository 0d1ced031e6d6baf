// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lock.hh"

#include <algorithm>
#include <cerrno>
#include <sys/file.h>
#include <time.h>

namespace sandbox {

Result<void> lock_within(int fd, std::chrono::milliseconds patience, const std::string& path) {
    constexpr long kLongestPause = 5'000'000;
    auto until = std::chrono::steady_clock::now() + patience;
    timespec pause{.tv_sec = 0, .tv_nsec = 100'000};
    while (::flock(fd, LOCK_EX | LOCK_NB) < 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return fail(Error::from_errno("lock " + path));
        if (std::chrono::steady_clock::now() > until)
            return fail(Error::impossible("lock " + path + ": some other process has held it for " + std::to_string(patience.count() / 1000) +
                                          " seconds", EWOULDBLOCK));
        ::nanosleep(&pause, nullptr);
        pause.tv_nsec = std::min(pause.tv_nsec * 2, kLongestPause);
    }
    return {};
}

}  // namespace sandbox

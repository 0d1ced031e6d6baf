// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox::cli::test {

/// A descriptor of this process points into memory until text() or the end of the scope.
class Capture {
public:
    explicit Capture(int fd) : fd_(fd), kept_(::dup(fd)), memory_(::memfd_create("capture", MFD_CLOEXEC)) {
        ::dup2(memory_, fd_);
    }
    ~Capture() {
        restore();
        ::close(memory_);
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// Ends the capture; what was written.
    std::string text() {
        restore();
        std::string all;
        char buffer[4096];
        for (ssize_t n = 0; (n = ::pread(memory_, buffer, sizeof buffer, static_cast<off_t>(all.size()))) > 0;)
            all.append(buffer, static_cast<std::size_t>(n));
        return all;
    }

private:
    void restore() {
        if (kept_ < 0) return;
        ::dup2(kept_, fd_);
        ::close(kept_);
        kept_ = -1;
    }

    int fd_;
    int kept_;
    int memory_;
};

/// What a child of this process that runs `body` returns as its exit status; -1 if a signal ended it.
template <class Body> int status_of(Body body) {
    pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace sandbox::cli::test

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <termios.h>

namespace sandbox {

/// A terminal of the caller's that is raw, so that every key arrives, until this ends. The descriptor is borrowed.
class RawMode {
public:
    RawMode() = default;
    RawMode(const RawMode&) = delete;
    RawMode& operator=(const RawMode&) = delete;
    ~RawMode() { end(); }

    /// How it was before; nothing, where it is no terminal or not ours now.
    std::optional<termios> begin(int fd) {
        termios now{};
        if (::tcgetattr(fd, &now) < 0) return std::nullopt;
        fd_ = fd;
        before_ = now;
        ::cfmakeraw(&now);
        ::tcsetattr(fd, TCSADRAIN, &now);
        return before_;
    }
    bool is_on() const { return before_.has_value(); }
    void end() {
        if (before_) ::tcsetattr(fd_, TCSADRAIN, &*before_);
        before_.reset();
    }

private:
    int fd_ = -1;
    std::optional<termios> before_{};
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/raw_mode.hh"

namespace sandbox {

std::optional<termios> RawMode::begin(int fd) {
    termios now{};
    auto settings = settings_of(fd);
    if (!settings || ::tcgetattr(fd, &now) < 0) return std::nullopt;
    if (!guard_) guard_.emplace(fd);
    fd_ = fd;
    before_ = now;
    guard_->hold(*settings);
    ::cfmakeraw(&now);
    ::tcsetattr(fd, TCSADRAIN, &now);
    if (auto raw = settings_of(fd)) guard_->hold(*settings, *raw);
    return before_;
}

void RawMode::end() {
    if (!before_) return;
    ::tcsetattr(fd_, TCSADRAIN, &*before_);
    guard_->let_go();
    before_.reset();
}

}  // namespace sandbox

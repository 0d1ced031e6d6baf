// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/terminal_guard.hh"

#include <optional>
#include <termios.h>

namespace sandbox {

/// A terminal of the caller's that is raw, so that every key arrives, until this ends, however it ends. The descriptor is
/// borrowed.
class RawMode {
public:
    RawMode() = default;
    RawMode(const RawMode&) = delete;
    RawMode& operator=(const RawMode&) = delete;
    ~RawMode() { end(); }

    /// How it was before; nothing, where it is no terminal or not ours now.
    std::optional<termios> begin(int fd);
    bool is_on() const { return before_.has_value(); }
    void end();

private:
    int fd_ = -1;
    std::optional<termios> before_{};
    std::optional<TerminalGuard> guard_{};
};

}  // namespace sandbox

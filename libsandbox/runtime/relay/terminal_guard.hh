// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"

#include <array>
#include <optional>
#include <sys/types.h>

namespace sandbox {

/// What a terminal is set to, as the kernel has it (TCGETS of ioctl_tty(2)).
using TerminalSettings = std::array<char, 64>;
/// Nothing, where the descriptor is no terminal of ours.
std::optional<TerminalSettings> settings_of(int terminal);

/// A process that outlives us, should we be killed while a terminal of the caller's is raw, and puts it back: unless somebody
/// else has changed it meanwhile. Without it (no process may be made) the terminal works all the same.
class TerminalGuard {
public:
    /// `terminal` is borrowed.
    explicit TerminalGuard(int terminal);
    TerminalGuard(const TerminalGuard&) = delete;
    TerminalGuard& operator=(const TerminalGuard&) = delete;
    ~TerminalGuard();

    /// From here on `before` is to come back.
    void hold(const TerminalSettings& before) { tell({.is_held = true, .before = before}); }
    /// And only over `raw`, which is what we have made of it.
    void hold(const TerminalSettings& before, const TerminalSettings& raw) { tell({.is_held = true, .is_known = true, .before = before, .raw = raw}); }
    /// It is as it was.
    void let_go() { tell({}); }

private:
    struct Message {
        bool is_held = false;
        bool is_known = false;
        TerminalSettings before{};
        TerminalSettings raw{};
    };
    [[noreturn]] static void live(int line, int terminal);
    void tell(const Message& message);

    UniqueFd line_{};
    pid_t pid_ = -1;
};

}  // namespace sandbox

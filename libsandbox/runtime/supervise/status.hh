// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>
#include <sys/types.h>

namespace sandbox {

/// Who asked by --json-status-fd how it goes. That it cannot be told changes nothing else.
class StatusLine {
public:
    /// `fd` -1: nobody asked.
    explicit StatusLine(int fd) : fd_(fd) {}

    bool is_open() const { return fd_ >= 0; }
    /// Error: it could not be told, and nothing more will be. That the reader has gone is none.
    Result<void> tell(std::string_view line);

private:
    int fd_;
};

/// One line for it: {"event":"started","pid":N,"namespaces":{"mnt":INODE,…}}. `pid` is the sandbox's PID 1,
/// not yet reaped. A namespace that may not be looked at is left out.
Result<std::string> started_json(pid_t pid);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <sys/types.h>

namespace sandbox::classic {

/// A process that stays behind in the caller's namespaces, and acts from there once it is told to: what unshare(2) takes
/// from us (the mount namespace of a file, the right to write a map) it still has. Destroyed untold, it ends.
class Helper {
public:
    /// Acts on the process `target`; its error is printed, and becomes the status 1.
    using Work = Result<void> (*)(const void* context, pid_t target);

    static Result<Helper> start(Work work, const void* context);
    Helper() = default;
    Helper(Helper&&) = default;
    Helper& operator=(Helper&&) = default;
    ~Helper();

    explicit operator bool() const { return static_cast<bool>(go_); }
    /// Lets it act, and waits: its exit status, which is the tool's own if it is not 0.
    Result<int> finish();

private:
    UniqueFd go_;
    pid_t pid_ = -1;
};

}  // namespace sandbox::classic

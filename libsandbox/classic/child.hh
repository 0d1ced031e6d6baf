// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <sys/types.h>

namespace sandbox::classic {

/// What happens to INT and TERM that arrive while the program runs; they never end the waiting parent.
enum class Signals { ignored, forwarded };

/// Until its exec a child that shares our memory is the faster one. Not for one that waits for us, nor for a new time
/// namespace: time_namespaces(7) wants a copy.
enum class Memory { shared, copied };

/// All that the child does; the value is its exit status if it does not become another program.
using ChildWork = int (*)(const void* context);

/// Starts a child that does this work. An error is ours; those of the work are the child's to tell.
Result<pid_t> start_child(Memory memory, ChildWork work, const void* context);

/// The same, with the signals blocked for the time of wait_shielded(); the child gets the mask of before.
Result<pid_t> start_shielded(Signals signals, Memory memory, ChildWork work, const void* context);

/// What unshare does while its program runs: waits, then ends with its status, or by the signal that ended it.
Result<int> wait_shielded(pid_t child, Signals signals);

/// What nsenter does: stops when its program stops, and continues it when continued.
Result<int> wait_following(pid_t child);

/// Death of the parent, which a child cannot miss: PR_SET_PDEATHSIG, then a look whether the parent still lives.
class DeathWatch {
public:
    /// In the parent, before the fork: whom to watch.
    static Result<DeathWatch> open(int signal);
    /// In the child; false: the parent is gone. A change of credentials disarms it: arm it again.
    Result<bool> arm() const;

private:
    UniqueFd parent_;
    int signal_ = 0;
};

}  // namespace sandbox::classic

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

namespace sandbox {

/// Lets the members of a group open what a standard descriptor leads to by its name, as "/dev/stderr", if that is a pipe without a name:
/// it has the owner and the mode of who made it, and who is inside is neither. In the descriptor's own direction only; who is no owner
/// cannot change that. Not where somebody else may open it in the other direction, and only for a group that is leased: one that two
/// sandboxes have would let one read what it is to write. For root: others have the sandbox's user.
void let_reopen_pipe(int fd, gid_t group);

/// The same for a terminal of ours.
void let_reopen(int fd, gid_t group);

}  // namespace sandbox

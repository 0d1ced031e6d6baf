// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/namespaces.hh"
#include "core/error.hh"
#include "core/fd.hh"

#include <iterator>
#include <sys/types.h>

namespace sandbox::classic {

/// The namespaces to enter: those of a process, by one pidfd, and those of files.
struct Entry {
    pid_t target = 0;          ///< 0: none was named
    UniqueFd process{};        ///< pidfd of the target; none where it is a thread that leads no process
    int of_target = 0;         ///< CLONE_NEW* that are the target's
    UniqueFd files[std::size(kNamespaces)]{};  ///< what else, by the index in kNamespaces

    /// All that will be entered.
    int flags() const;
};

/// A file below the process's directory in /proc.
Result<UniqueFd> open_of_process(pid_t process, const char* file);

/// The target's process, which must have the inode that its pidfd shows in pidfs if that is not 0.
Result<void> open_target(Entry& entry, unsigned long long inode);

/// Opens the target's own, so that each can be entered by itself and the one that is missing can be named.
Result<void> open_each(Entry& entry);

/// A namespace's file, or ":ID" for the namespace of that number (Linux 6.19).
Result<UniqueFd> open_namespace(const char* path);

/// Whether our user namespace is the target's: setns(2) would refuse it.
Result<bool> is_own_user_namespace(pid_t target);

/// The user namespace that owns the chosen one takes the place of the chosen user namespace.
Result<void> choose_parent(Entry& entry);

/// The network namespace of a socket that is the target's descriptor `fd`.
Result<void> choose_network_of_socket(Entry& entry, int fd);

/// Enters them: all but the user namespace with the rights that we have, then it and what was refused before.
Result<void> enter(Entry& entry);

}  // namespace sandbox::classic

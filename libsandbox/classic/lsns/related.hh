// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/namespace.hh"
#include "core/error.hh"

/// What ioctl_ns(2) tells of a namespace. Unsorted additions: the caller sorts.
namespace sandbox::lsns {

/// Whether the namespace of that number was found.
bool knows(const Snapshot& snapshot, ino_t number);

/// Adds the namespace that is open at `fd`, if it is new and of a wanted type. `path` leads to it, or is "".
Result<void> add_held(Snapshot& snapshot, const Wanted& wanted, int fd, std::string path);

/// Adds the namespaces of the wanted types that only a file holds.
Result<void> add_bound(Snapshot& snapshot, const Wanted& wanted);

/// Adds those that only a descriptor of a process holds.
Result<void> add_opened(Snapshot& snapshot, const Wanted& wanted);

/// Fills in parents and owners of namespaces that have a process.
Result<void> relate(Snapshot& snapshot);

/// Adds the parents and owners of the wanted types that no process is in, and theirs.
Result<void> interpolate(Snapshot& snapshot, const Wanted& wanted);

}  // namespace sandbox::lsns

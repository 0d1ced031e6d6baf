// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/namespace.hh"
#include "core/error.hh"

/// What ioctl_ns(2) tells of a namespace. Unsorted additions: the caller sorts.
namespace sandbox::lsns {

/// Adds the namespaces of the wanted types that only a file holds.
Result<void> add_bound(Snapshot& snapshot, const Wanted& wanted);

/// Fills in parents and owners of namespaces that have a process.
Result<void> relate(Snapshot& snapshot);

/// Adds the parents and owners that no process is in, and theirs.
Result<void> interpolate(Snapshot& snapshot);

}  // namespace sandbox::lsns

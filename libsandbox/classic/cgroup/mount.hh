// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/config.hh"

namespace sandbox::cgroup {

/// Mounts the controllers of `mount{}`, those with the same directory as one hierarchy; makes the directories. All or none.
/// Code::mount_failed: the kernel refuses, as where the hierarchy is mounted already; or cgroup v2 has the controller.
Outcome<> mount_all(const Assignments& mounts);

}  // namespace sandbox::cgroup

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/config.hh"

namespace sandbox::cgroup {

/// Mounts the controllers of `mount{}`, those with the same directory as one hierarchy; makes the directories. What is
/// mounted there already stays. Code::mount_failed: a controller is mounted elsewhere, or the kernel refuses.
Outcome<> mount_all(const Assignments& mounts);

}  // namespace sandbox::cgroup

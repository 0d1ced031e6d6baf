// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sched.h>
#include <string_view>

namespace sandbox::namespaces {

/// The kinds of namespace that a unit can name, and their flags, in one order.
inline constexpr std::string_view kTypeNames[] = {"mount", "pid", "ipc", "uts", "net", "user", "cgroup"};
inline constexpr int kTypeFlags[] = {CLONE_NEWNS,  CLONE_NEWPID,  CLONE_NEWIPC,   CLONE_NEWUTS,
                                     CLONE_NEWNET, CLONE_NEWUSER, CLONE_NEWCGROUP};
inline constexpr int kAllTypes =
    CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWUSER | CLONE_NEWCGROUP;

}  // namespace sandbox::namespaces

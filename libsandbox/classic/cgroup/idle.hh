// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/trouble.hh"

#include <sys/types.h>

namespace sandbox::cgroup {

/// Ends libcgroup's placeholder of the scope that the process (0: this one) is in now: cgcreate -c put it there so that
/// systemd keeps the scope. Code::failed if there is none.
Outcome<> replace_idle_process(pid_t process);

}  // namespace sandbox::cgroup

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/trouble.hh"

#include <sys/types.h>
#include <utility>

namespace sandbox::cgroup {

/// libcgroup's placeholder, which systemd keeps a scope for: it does nothing in a session of its own. Destroying it ends it,
/// unless keep() was called.
class IdleProcess {
public:
    IdleProcess() = default;
    IdleProcess(IdleProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
    IdleProcess& operator=(IdleProcess&&) = delete;
    ~IdleProcess();

    static Result<IdleProcess> start();
    pid_t pid() const { return pid_; }
    void keep() { pid_ = -1; }

private:
    explicit IdleProcess(pid_t pid) : pid_(pid) {}
    pid_t pid_ = -1;
};

/// Ends the placeholder of the scope that the process (0: this one) is in now, and has systemd count the process instead: beside
/// the controllers of v1 it goes into the scope in systemd's own hierarchies. Code::failed if there is no placeholder.
Outcome<> replace_idle_process(pid_t process);

}  // namespace sandbox::cgroup

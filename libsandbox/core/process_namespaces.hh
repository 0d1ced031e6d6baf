// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <cstdint>
#include <map>
#include <string>
#include <sys/types.h>

namespace sandbox {

/// The inode numbers of a process's namespaces by their names in /proc/PID/ns: cgroup, ipc, mnt, net, pid, time, user, uts.
/// Those that may not be looked at are left out, all of a process that is gone.
Result<std::map<std::string, std::uint64_t>> namespaces_of(pid_t pid);

/// Which kinds (CLONE_NEW* flags) of a process's namespaces are not ours already: entering the same user namespace again is
/// an error. `made` are kinds that were made for its sandbox: they are taken for foreign unseen, but for the user namespace.
Result<int> foreign_namespaces(const std::map<std::string, std::uint64_t>& namespaces, int made);

/// What we clone while this lives is in the pid namespace that another process is in.
class ChildrenElsewhere {
public:
    /// False, and nothing changes, where we may not: for that one needs CAP_SYS_ADMIN in both user namespaces.
    explicit ChildrenElsewhere(int pidfd);
    ChildrenElsewhere(const ChildrenElsewhere&) = delete;
    ChildrenElsewhere& operator=(const ChildrenElsewhere&) = delete;
    ~ChildrenElsewhere();
    explicit operator bool() const { return are_elsewhere_; }

private:
    UniqueFd self_;
    bool are_elsewhere_;
};

}  // namespace sandbox

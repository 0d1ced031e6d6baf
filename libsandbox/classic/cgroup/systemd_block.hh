// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/config.hh"
#include "classic/cgroup/create_scope.hh"

namespace sandbox::cgroup {

/// What `systemd { slice = …; scope = …; setdefault = yes; pid = …; }` asks for.
struct ScopeWish {
    std::string path{};  ///< SLICE/SCOPE
    std::optional<pid_t> process{};
    Default as_default = Default::keep;

    bool operator==(const ScopeWish&) const = default;
};

/// Code::config_failed: the detail is libcgroup's message.
Outcome<ScopeWish> read_systemd(const Assignments& block);

}  // namespace sandbox::cgroup

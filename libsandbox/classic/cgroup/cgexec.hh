// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct ExecRequest : Request {
    std::vector<Spec> specs{};
    bool sticky = false;
    bool replace_idle = false;
    bool strict_exit = false;

    void take(const cli::Parsed& option);
};

/// Enters the groups and becomes the command. Returns only if that failed.
Result<int> run_exec(ExecRequest& request, std::span<char*> command);

}  // namespace sandbox::cgroup

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/owner.hh"
#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct ConfigRequest : Request {
    std::vector<std::string> files{};
    Permissions permissions{};

    void take(const cli::Parsed& option);
};

/// Loads every file; the first that fails ends it.
Result<int> run_config(ConfigRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

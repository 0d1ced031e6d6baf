// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/owner.hh"
#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

/// The options -a -t -d -f -s, which cgcreate and cgconfigparser share; false if the option is another one.
/// `status_of_nobody`: how the tool ends if there is no such user or group.
bool take_permission(Request& request, Permissions& permissions, const cli::Parsed& option, int status_of_nobody);

struct CreateRequest : Request {
    std::vector<Spec> specs{};
    Permissions permissions{};
    bool scope_wanted = false;
    bool set_default = false;
    std::optional<pid_t> process{};

    void take(const cli::Parsed& option);
};

Result<int> run_create(CreateRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

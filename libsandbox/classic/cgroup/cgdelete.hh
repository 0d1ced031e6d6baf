// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct DeleteRequest : Request {
    std::vector<Spec> specs{};
    bool recursive = false;

    void take(const cli::Parsed& option);
    void take_spec(std::string_view text);
};

/// Removes every group, and goes on where one cannot be removed: the last failure is the status.
Result<int> run_delete(DeleteRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

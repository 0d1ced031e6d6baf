// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct ListRequest : Request {
    std::vector<Spec> specs{};

    void take(const cli::Parsed& option);
    void take_spec(std::string_view text);
};

/// Lists the groups of every hierarchy, or those at and below the operands.
Result<int> run_list(ListRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

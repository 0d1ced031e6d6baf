// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/tool.hh"

namespace sandbox::cgroup {

struct ClassifyRequest : Request {
    std::vector<Spec> specs{};
    bool sticky = false;
    bool cancel_sticky = false;
    bool replace_idle = false;

    void take(const cli::Parsed& option);
};

/// Moves every process of the operands, and goes on where one cannot be moved.
Result<int> run_classify(ClassifyRequest& request, std::span<char*> operands);

}  // namespace sandbox::cgroup

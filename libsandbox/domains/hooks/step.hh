// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/hooks/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::hooks {

struct RunHook {
    Hook hook{};
    std::vector<std::string> command{};
    bool operator==(const RunHook&) const = default;
};

/// What the supervisor does: no op of the child comes of it.
using Step = std::variant<RunHook>;

std::string describe(const Step& step);

}  // namespace sandbox::hooks

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <variant>

namespace sandbox::net {

/// Brings lo up.
struct LoopbackUp {
    bool operator==(const LoopbackUp&) const = default;
};

using Step = std::variant<LoopbackUp>;

std::string describe(const Step& step);

}  // namespace sandbox::net

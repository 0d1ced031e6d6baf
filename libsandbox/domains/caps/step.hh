// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace sandbox::caps {

/// Leaves these capabilities, a bit for each number, in all five sets; drops every other.
struct KeepOnly {
    std::uint64_t kept = 0;
    bool operator==(const KeepOnly&) const = default;
};
struct NoNewPrivileges {
    bool operator==(const NoNewPrivileges&) const = default;
};

using Step = std::variant<KeepOnly, NoNewPrivileges>;

std::string describe(const Step& step);

}  // namespace sandbox::caps

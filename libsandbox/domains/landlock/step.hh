// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace sandbox::landlock {

/// From here on only what is beneath these can be opened, for reading or for writing; what a descriptor from outside leads to, as
/// the descriptor is open. With holds_truncate only what may be written can be truncated, too.
struct ConfineFiles {
    std::vector<std::string> readable{};
    std::vector<std::string> writable{};
    bool holds_truncate = true;
    bool operator==(const ConfineFiles&) const = default;
};

using Step = std::variant<ConfineFiles>;

std::string describe(const Step& step);

}  // namespace sandbox::landlock

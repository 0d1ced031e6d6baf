// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox::cgroup {

/// CONTROLLERS:PATH of a command line.
struct Spec {
    std::vector<std::string> controllers{};  ///< "*" is all; none: the unified hierarchy
    std::string path{};                      ///< as typed

    bool operator==(const Spec&) const = default;
};

/// "cpu,memory:x", "*:x", ":x". Colons around the path are none of it. None: no colon, or no path behind it.
std::optional<Spec> parse_spec(std::string_view text);

/// The parts of a list that are not empty.
std::vector<std::string> parse_list(std::string_view text, char separator = ',');

}  // namespace sandbox::cgroup

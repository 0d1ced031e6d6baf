// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sandbox::filter {

/// The value of a kernel constant that profiles may name in conditions: `AF_UNIX`, `TIOCSTI`, ...
std::optional<std::uint64_t> find_constant(std::string_view name);

/// The value of an errno name: `EPERM`, ...
std::optional<int> find_errno(std::string_view name);

}  // namespace sandbox::filter

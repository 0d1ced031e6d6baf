// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string_view>

#include "profile.hh"

namespace sandbox::filter {

/// Reads the words after `when`. Errors lack the position, which the caller knows.
Result<Condition> parse_condition(std::span<const std::string_view> words);

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// The limits of a unit. A file of any bytes within them is read in a few milliseconds and a few MiB.
inline constexpr std::size_t kMaxUnitBytes = 1u << 20;
inline constexpr int kMaxDepth = 32;

/// What a TOML text must keep to before a parser sees it: size, strict UTF-8, no control characters, line ends, depth and
/// numbers of keys and elements; and TOML 1.0.0's rules that toml++ 3.3.0 does not hold. Everything else is the parser's.
Result<void> prescan(std::string_view text, const std::string& name);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace sandbox {

inline constexpr std::size_t kMaxSandboxName = 64;

/// Whether a sandbox or a machine may be called this: letters, digits, "-" and single ".", 1 to 64 characters, every part
/// between dots neither begins nor ends with "-" (systemd-machined's rule).
bool is_sandbox_name(std::string_view name);

bool is_letter_or_digit(char c);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

namespace sandbox::cli {

/// The bash completion of a tool: its options, their choices, and its operands. `rows` are what Complete::key offers.
std::string completion(const Tool& tool, std::span<const Option> options, std::span<const Setting> rows = {});

}  // namespace sandbox::cli

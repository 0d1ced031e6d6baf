// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/assignment.hh"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// What a date in a TOML text becomes: units have none.
enum class Dates { refused, text };

/// A TOML 1.0.0 text within the limits of prescan.hh. Tables keep the order of writing; every value knows where it stands.
/// Errors are usage errors at `name`:line:column. Refused beyond TOML: NUL in strings, control and bidirectional
/// characters in keys.
Result<Value> read_toml(std::string_view text, const std::string& name, Dates dates = Dates::refused);

/// The assignments of one unit file, in the order of writing. Sections and keys that begin with "X-" are left out.
Result<std::vector<Assignment>> read_unit(std::string_view text, const std::string& name);

/// `-p Section.Key=VALUE`: a TOML value, or bare text where the setting is not a boolean, an integer, a list or a map.
Result<Assignment> parse_assignment(std::string_view text, const Origin& origin);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "unit/assignment.hh"

#include <string_view>

namespace sandbox {

/// What a setting's own option assigns: `--bind /srv` is a list of one element, `--setenv A=b` one key of a map,
/// `--no-x` the text "false". Bare text, never TOML.
Result<Assignment> option_assignment(const Setting& row, std::string_view text, const Origin& origin);

/// The same for an option that names its setting by the key, as another program's does: of a boolean the text is "yes" or "no" in any of
/// systemd's words, and "Resources.Limit" takes LIMIT=VALUE.
Result<Assignment> option_assignment(std::string_view key, std::string_view text, const Origin& origin);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace sandbox {

/// The id in the text of a machine-id(5) file; empty: it has none yet.
std::string machine_id_in(std::string_view text);
/// The id of the system in a directory, which may be somebody else's tree; empty: it has none, or is not there.
std::string machine_id_of(const std::string& root_directory);

}  // namespace sandbox

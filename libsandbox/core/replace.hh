// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// Puts a file with these bytes in the place of what has that name in a directory (AT_FDCWD will do), by way of NAME.new: whoever looks
/// finds the one or the other, whole. `path`: what an error calls it. A NAME.new that lies there is removed, not followed.
Result<void> replace_file(int directory, const std::string& name, std::string_view bytes, unsigned mode, const std::string& path);

}  // namespace sandbox

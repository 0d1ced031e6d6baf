// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>

namespace sandbox {

/// A directory of the caller's own that nobody else may write to, made with `mode` if it is missing.
/// Errors: its last part is a symbolic link or no directory, or it is somebody else's.
Result<UniqueFd> own_directory(const std::string& path, unsigned mode);
/// The same, only if it is there; the error has code ENOENT if not.
Result<UniqueFd> open_own_directory(const std::string& path);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <string>
#include <vector>

namespace sandbox {

/// A directory of the caller's own that nobody else may write to, made with `mode` if it is missing.
/// Errors: its last part is a symbolic link or no directory, or it is somebody else's.
Result<UniqueFd> own_directory(const std::string& path, unsigned mode);
/// The same, only if it is there; the error has code ENOENT if not.
Result<UniqueFd> open_own_directory(const std::string& path);

/// The names in an open directory (O_PATH will do) but "." and "..", sorted: all of them, or an error, which names `path`.
Result<std::vector<std::string>> names_in(int directory, const std::string& path);
/// Those of directories, where the file system tells in its entries what each is, as the kernel's own do.
Result<std::vector<std::string>> directories_in(int directory, const std::string& path);

}  // namespace sandbox

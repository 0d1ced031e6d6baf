// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>

namespace sandbox::label {

/// Gives a file and all that is below it, on its file system, a security context. Links are labelled themselves. Errors: SELinux
/// is not enabled, the policy has no such context, a file system that has no labels, a file with another name elsewhere that
/// belongs to somebody else than the tree.
Result<void> set(const std::string& path, const std::string& context);
/// As the policy would have them, by their names (selabel_file(5)); what it says nothing of stays as it is. Errors: as
/// set(), but what can be restored is.
Result<void> restore(const std::string& path);
/// The file's security context; with a path that is a link, the link's.
Result<std::string> get(const std::string& path);

}  // namespace sandbox::label

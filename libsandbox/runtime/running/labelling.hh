// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>

namespace sandbox {

/// The label of files that any sandbox may use. Error: SELinux is not enabled.
Result<std::string> shared_file_label();

/// An absolute path without links, of what may be labelled with all that is below. Errors: there is none, it is one of the system's,
/// or a link leads there that a stranger made, or somebody inside of a sandbox could have.
Result<std::string> path_to_label(const std::string& path);

}  // namespace sandbox

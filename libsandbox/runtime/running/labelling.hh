// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>

namespace sandbox {

/// The label of files that any sandbox may use. Error: SELinux is not enabled.
Result<std::string> shared_file_label();

/// An absolute path without links, of what may be labelled with all that is below. Errors: there is none, or it is one of the
/// system's.
Result<std::string> path_to_label(const std::string& path);

}  // namespace sandbox

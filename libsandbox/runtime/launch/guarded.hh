// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

namespace sandbox {

/// Directories whose files are believed because only root or the caller writes there: where units are looked for, the
/// ledger, the cache of filters. Only those that the caller could write to; not all of them need be there.
std::vector<std::string> guarded_directories();

}  // namespace sandbox

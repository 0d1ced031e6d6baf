// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>

namespace sandbox::selinux {

/// Whether a process with this security context may go on using one of our standard descriptors (0 to 2) as it is opened: with
/// the exec that changes the label the kernel puts /dev/null in the place of what it may not, and says nothing. Error: it may not.
Result<void> check_inherited(int fd, const std::string& process);

}  // namespace sandbox::selinux

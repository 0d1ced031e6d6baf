// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string_view>
#include <sys/types.h>

namespace sandbox {

/// Whose the socket is that has this abstract name (unix(7), without the NUL in front) in our network namespace, by sock_diag(7). Nothing:
/// nobody's, or the kernel does not say (UNIX_DIAG_UID, Linux 5.3).
std::optional<uid_t> owner_of_socket(std::string_view name);

}  // namespace sandbox

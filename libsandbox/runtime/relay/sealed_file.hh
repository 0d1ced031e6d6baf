// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace sandbox {

/// Sends what is too long for a datagram as a sealed file in memory, as journald's protocol has it. -1 and errno as sendmsg(2).
ssize_t send_sealed(int socket, std::string_view bytes);

/// The content of such a file. None: it is no file in memory that nobody can change any more, or longer than `most`.
std::optional<std::string> read_sealed(int file, std::size_t most);

}  // namespace sandbox

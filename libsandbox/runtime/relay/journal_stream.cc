// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/journal_stream.hh"

#include "core/file.hh"
#include "runtime/relay/journald.hh"

#include <sys/socket.h>

namespace sandbox {

Result<UniqueFd> open_journal_stream(const std::string& path, const std::string& identifier, const std::string& unit, journal::Level level,
                                     const std::string& first) {
    auto socket = TRY(connect_to_journald(path, SOCK_STREAM));
    ::shutdown(socket.get(), SHUT_RD);
    // Identifier, unit, priority, whether lines may set one, and where else they go.
    std::string header = identifier + "\n" + unit + "\n" + std::to_string(static_cast<int>(level)) + "\n0\n0\n0\n0\n" + first + "\n";
    TRY(write_all(socket.get(), header, path));
    return socket;
}

}  // namespace sandbox

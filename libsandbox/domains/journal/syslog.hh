// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string_view>

namespace sandbox::journal {

/// A message as syslog(3) sends it to /dev/log, RFC 3164 without a host: "<13>Nov 26 10:00:00 name[42]: text".
struct SyslogLine {
    int level = 6;                  ///< info
    int facility = 1;               ///< user: also of whoever says kern, which only the kernel is
    std::string_view identifier{};  ///< empty: it has none
    std::string_view pid{};         ///< digits; empty: it has none
    std::string_view message{};
    bool operator==(const SyslogLine&) const = default;
};

/// Anything is a message, if it is one without a priority, time and name. White space at the end goes, and what is behind a NUL.
SyslogLine parse_syslog(std::string_view text);

/// Takes "<N>" off the front, N from 0 to 191; none: it is not there.
std::optional<int> take_priority(std::string_view& text);

}  // namespace sandbox::journal

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/entry.hh"
#include "domains/journal/syslog.hh"

#include <functional>
#include <string>

namespace sandbox::journal {

/// What a client writes to journald's socket for streams, as systemd-cat(1) does: seven lines of header (identifier, unit, priority,
/// whether lines begin with one, and three about where else they go), then lines.
class ClientStream {
public:
    static constexpr std::size_t kLongestHeader = 2048;
    using Take = std::function<void(const SyslogLine& line)>;

    /// False: that is no header.
    bool add(std::string_view bytes, const Take& take);
    /// What has no end becomes a line.
    void finish(const Take& take);

private:
    bool parse_header();
    void take_line(std::string_view text, const Take& take) const;
    std::string header_{};
    bool has_begun_ = false;  ///< behind the header
    std::string identifier_{};
    SyslogLine shape_{};
    bool has_prefix_ = false;
    Lines lines_{};
};

}  // namespace sandbox::journal

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/journal/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::journal {

/// What every entry has that the supervisor writes for a sandbox, and how many there may be.
struct Entries {
    std::string identifier{};  ///< empty: the sandbox's name
    Level level_max = Level::debug;
    std::vector<Field> fields{};
    Microseconds rate_interval{};  ///< 0: no limit
    std::uint64_t rate_burst = 0;  ///< 0: no limit
    bool operator==(const Entries&) const = default;
};

/// What comes out of a sandbox is in the journal.
struct WriteLines {
    /// entries: by way of the supervisor, which sets their fields. streams: sockets of journald's own, which the command gets.
    enum class Way { entries, streams };
    bool output = false;  ///< descriptor 1 does
    bool errors = false;  ///< descriptor 2 does
    Way way = Way::entries;
    Entries entries{};  ///< of streams: only the identifier and the level
    bool operator==(const WriteLines&) const = default;
};

/// Sockets stand inside where syslog(3) and sd_journal_send(3) look for them.
struct Listen {
    bool operator==(const Listen&) const = default;
};

/// What comes to those sockets goes on to the host's journal.
struct RelayLogs {
    Entries entries{};
    bool operator==(const RelayLogs&) const = default;
};

/// A booted system's journal and the host's directory of journals lead to each other.
struct LinkJournal {
    enum class Side { host, guest } side = Side::host;  ///< where it is kept
    std::string machine{};  ///< the system's machine id
    std::string root{};     ///< the system, on the host
    bool is_tried = false;  ///< that it cannot be is a note
    enum class Owner { range, root } owner = Owner::range;  ///< what root inside writes is, on the host: of ids that nobody has, or root's
    bool operator==(const LinkJournal&) const = default;
};

/// Only Listen is the child's.
using Step = std::variant<WriteLines, Listen, RelayLogs, LinkJournal>;

std::string describe(const Step& step);

}  // namespace sandbox::journal

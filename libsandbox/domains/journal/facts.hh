// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fact.hh"
#include "domains/journal/spec.hh"

#include <string>

namespace sandbox::journal {

/// Where journald takes entries (systemd.io, "Native Journal Protocol").
inline constexpr char kSocket[] = "/run/systemd/journal/socket";
/// Where it takes streams of lines, behind a header of seven (systemd's src/journal/journald-stream.c).
inline constexpr char kStreams[] = "/run/systemd/journal/stdout";

/// Where it keeps journals, each in a directory called after a machine's id.
inline constexpr char kKept[] = "/var/log/journal";

struct Facts {
    /// Why no entry can be written; empty: it can.
    Fact<std::string> absence{};

    /// The machine id of the system that is to boot, 32 hexadecimal digits; empty: it has none yet.
    Fact<std::string> guest{};
    /// What the host has for it in /var/log/journal: "none", "directory" (of this system, or empty), "other" (a directory with a journal that is not
    /// known to be this system's), "link" or "own" (the id is the host's); "absent": the host keeps no journal there. Not known: the guest has no id.
    Fact<std::string> kept{};

    template <class Visitor> void each(Visitor&& visit) {
        visit("absence", absence);
        visit("guest", guest);
        visit("kept", kept);
    }
    bool operator==(const Facts&) const = default;
};

/// Marks the facts that a plan will read: none, if nothing goes to the journal.
void need(bool is_wanted, Facts& facts);
void need_link(const Spec& spec, bool is_booted, Facts& facts);
/// Asks the machine for what is marked. `root_directory`: of the system that is to boot, nothing of which is trusted; `told_id`: the
/// machine id that it is told, a UUID, and takes if it has none; may be empty.
void probe(const std::string& root_directory, std::string told_id, Facts& facts);

}  // namespace sandbox::journal

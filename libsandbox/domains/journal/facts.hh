// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fact.hh"

#include <string>

namespace sandbox::journal {

/// Where journald takes entries (systemd.io, "Native Journal Protocol").
inline constexpr char kSocket[] = "/run/systemd/journal/socket";
/// Where it takes streams of lines, behind a header of seven (systemd's src/journal/journald-stream.c).
inline constexpr char kStreams[] = "/run/systemd/journal/stdout";

struct Facts {
    /// Why no entry can be written; empty: it can.
    Fact<std::string> absence{};

    template <class Visitor> void each(Visitor&& visit) { visit("absence", absence); }
    bool operator==(const Facts&) const = default;
};

/// Marks the facts that a plan will read: none, if nothing goes to the journal.
void need(bool is_wanted, Facts& facts);
/// Asks the machine for what is marked.
void probe(Facts& facts);

}  // namespace sandbox::journal

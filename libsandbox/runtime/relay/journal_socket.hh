// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/journal/entry.hh"
#include "domains/journal/step.hh"

#include <deque>
#include <string>

namespace sandbox {

/// Whose entries they are.
struct JournalOwner {
    std::string name{};        ///< the sandbox's
    std::string unit{};        ///< empty: a command
    std::string invocation{};  ///< 32 hexadecimal digits that no other run has
};

/// Entries on their way to journald, which takes them when it has time: nobody waits for it meanwhile.
class JournalSocket {
public:
    /// Error: journald does not listen.
    static Result<JournalSocket> open(const journal::WriteEntries& step, const JournalOwner& owner);

    /// One more entry, if its level and the rate allow it.
    void add(journal::Level level, std::string_view line);
    /// Words of our own: no rate limits them.
    void say(journal::Level level, std::string_view line);
    /// Hands over what journald takes now. False: there is more, and descriptor() will be writable for it.
    bool send();
    /// Hands over all, while journald takes any within a second, and says what was dropped.
    void finish();
    bool is_idle() const { return waiting_.empty(); }
    int descriptor() const { return socket_.get(); }

private:
    JournalSocket(const journal::WriteEntries& step, const JournalOwner& owner, UniqueFd socket);
    void tell_dropped(bool at_end);
    UniqueFd socket_;
    journal::Level level_max_;
    journal::RateLimit rate_;
    std::string fields_;  ///< that every entry has
    std::deque<std::string> waiting_{};
};

}  // namespace sandbox

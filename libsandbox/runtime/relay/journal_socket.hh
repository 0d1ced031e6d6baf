// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"
#include "domains/journal/entry.hh"
#include "domains/journal/foreign.hh"
#include "domains/journal/step.hh"

#include <array>
#include <deque>
#include <string>
#include <vector>

namespace sandbox {

/// Whose entries they are.
struct JournalOwner {
    std::string name{};        ///< the sandbox's
    std::string unit{};        ///< empty: a command
    std::string invocation{};  ///< 32 hexadecimal digits that no other run has
};

/// Entries on their way to journald, which takes them when it has time: nobody waits for it meanwhile. Several go in one datagram.
class JournalSocket {
public:
    /// Error: journald does not listen. `path`: where it should.
    static Result<JournalSocket> open(const journal::Entries& entries, const JournalOwner& owner, const std::string& path);

    /// One more entry, if its level and the rate allow it.
    void add(journal::Level level, std::string_view line);
    void add(const journal::Foreign& entry);
    /// Words of our own: no rate limits them.
    void say(journal::Level level, std::string_view line);
    /// The same about a run that has ended, with fields of its own. What the sandbox wrote is found by SANDBOX_INVOCATION, this by
    /// SANDBOX_ENDED, which has the same value.
    void say_end(journal::Level level, std::string_view line, const std::vector<journal::Field>& fields);
    /// One from inside was none, or too large.
    void refuse() { ++refused_; }
    /// Hands over what journald takes now. False: there is more, and descriptor() will be writable for it.
    bool send();
    /// Hands over all, while journald takes any within a second. False: it did not.
    bool drain();
    /// The same, and says what was dropped.
    void finish();
    /// A datagram is full.
    bool has_batch() const { return !waiting_.empty(); }
    bool is_idle() const { return waiting_.empty() && batch_.empty(); }
    /// Of how many bytes of lines the entries are welcome before the next send(), be the lines ever so short.
    std::size_t room() const;
    int descriptor() const { return socket_.get(); }

private:
    JournalSocket(const journal::Entries& entries, const JournalOwner& owner, UniqueFd socket, std::string path);
    bool may_be(journal::Level level);
    void tell_dropped(bool at_end);
    void tell_lost();
    void make_room_for(std::size_t size);
    void flush();
    std::string path_;
    UniqueFd socket_;
    journal::Level level_max_;
    journal::RateLimit rate_;
    std::uint64_t refused_ = 0;
    bool has_lost_ = false;  ///< journald was not there to take them
    std::string trusted_;  ///< fields that every entry has
    std::string about_;    ///< of one about the run
    std::array<std::string, 8> ends_;  ///< by level: what stands behind the line of an entry of the sandbox's own
    std::string batch_{};  ///< the next datagram
    std::deque<std::string> waiting_{};
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/relay/journal_socket.hh"
#include "runtime/relay/relay.hh"
#include "runtime/relay/tail.hh"

#include <memory>

namespace sandbox {

/// Whether a relay stops us when the command stops.
enum class Stopping {
    with_it,  ///< somebody waits for us, and makes us go on
    never,
};

/// Standard output and error of a sandbox, into the journal: by pipes, a line an entry, or by streams that journald reads itself.
class JournalRelay final : public Relay {
public:
    /// Descriptors 1 and 2 of this process become the sandbox's, if they are meant, until it has started or this is destroyed. An
    /// input that is a terminal becomes empty, for as long as this is there. `kept`: how many last_lines() has, of what does not go by
    /// streams. Errors: journald does not listen.
    static Result<std::unique_ptr<JournalRelay>> make(const journal::WriteLines& step, const JournalOwner& owner, Stopping stopping, std::size_t kept);
    ~JournalRelay() override { take_back(); }

    void wait_for(std::vector<pollfd>& lines) override;
    void serve(std::span<const pollfd> lines) override;
    void started() override { take_back(); }
    Result<void> again() override {
        tail_.clear();
        return lend();
    }
    void finish() override;
    void stop() override;
    bool takes(int) override { return false; }
    void ended(const Report& report, const std::string& name) override;
    std::vector<std::string> last_lines() const override { return tail_.lines(); }
    /// Lines of our own among the sandbox's.
    void say(std::string_view lines);

private:
    struct Channel {
        int descriptor;   ///< 1 or 2
        journal::Level level;
        UniqueFd own{};   ///< what the descriptor is to us
        UniqueFd from{};  ///< none of a stream
        UniqueFd to{};
        journal::Lines lines{};
    };
    JournalRelay(JournalSocket journal, Stopping stopping, std::size_t kept) : journal_(std::move(journal)), stopping_(stopping), tail_(kept) {}
    Result<void> open(int descriptor, journal::Level level, const journal::WriteLines& step, const JournalOwner& owner);
    Result<void> lend();
    void take_back();
    /// How many bytes; 0: there is nothing now.
    std::size_t move_once(Channel& channel);
    void take(journal::Level level, std::string_view line);
    JournalSocket journal_;
    Stopping stopping_;
    Tail tail_;  ///< of this run
    std::vector<Channel> channels_{};
};

}  // namespace sandbox

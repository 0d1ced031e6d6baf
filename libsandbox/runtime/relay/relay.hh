// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <optional>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

namespace sandbox {

struct Report;

/// Bytes that pass through the supervisor on their way in or out of a sandbox. Virtual, because the supervisor waits for
/// whatever there is without knowing what it is.
class Relay {
public:
    Relay() = default;
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    virtual ~Relay() = default;

    /// What to wait for now, appended.
    virtual void wait_for(std::vector<pollfd>& lines) = 0;
    /// Moves what can be moved without waiting. `lines` are those that wait_for() appended.
    virtual void serve(std::span<const pollfd> lines) = 0;
    /// Our copies of the sandbox's ends can go: it has started.
    virtual void started() = 0;
    /// The next sandbox is to be started, after the one that was served so far: its ends are lent once more.
    virtual Result<void> again() { return {}; }
    /// One sandbox has ended and the next is not started yet: what serves somebody all the same, until again(). Null: nothing.
    virtual Result<Relay*> between() { return nullptr; }
    /// Everything inside has ended: moves what is still on its way.
    virtual void finish() = 0;
    /// The command stopped, and so do we until somebody wants us to go on.
    virtual void stop() = 0;
    /// Whether the command has a terminal of its own, whose keys may stop it.
    virtual bool has_keys() const { return false; }
    /// Whether the relay does itself what this signal, sent to us, asks for.
    virtual bool takes(int signal) = 0;
    /// Whether somebody at the caller's terminal wants no more of it (^]^]^]). Told once.
    virtual bool wants_to_leave() { return false; }
    /// How the run ended, for a log that has fields for it. `name`: the sandbox's.
    virtual void ended(const Report&, const std::string& /*name*/) {}
    /// The last lines of this run that passed, as many as a report wants; none where they do not pass as lines.
    virtual std::vector<std::string> last_lines() const { return {}; }
    /// The first error for which bytes are missing where they were to go; null: there was none. That nobody reads them is none.
    virtual const Error* loss() const { return nullptr; }
};

/// The first of the errors for which bytes were lost.
class FirstError {
public:
    void note(Result<void> moved) {
        if (!moved && !first_) first_ = std::move(moved).error();
    }
    void forget() { first_.reset(); }
    const Error* get() const { return first_ ? &*first_ : nullptr; }

private:
    std::optional<Error> first_{};
};

}  // namespace sandbox

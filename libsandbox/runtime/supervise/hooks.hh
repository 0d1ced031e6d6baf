// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/child.hh"
#include "plan/plan.hh"
#include "runtime/relay/relay.hh"

#include <string>
#include <vector>

namespace sandbox {

/// A program of the caller's, started outside: his environment and what is added, no signal blocked or ignored, `input` as its
/// standard input, our standard error as output and errors, and no other descriptor.
Result<Child> start_outside(const std::vector<std::string>& command, const std::vector<std::string>& added, std::string_view input);

/// The hooks of one run of a sandbox (Hooks.*). What still runs when this goes is killed.
class Hooks {
public:
    static constexpr Microseconds kPatience = std::chrono::seconds(10);

    Hooks(const Plan& plan, std::string name, std::string unit);

    bool has(hooks::Hook hook) const { return find(hook) != nullptr; }
    bool is_running(hooks::Hook hook) const;
    /// Hooks.PreStart, to its end; `relay` is worked meanwhile. Error: it failed, or a signal to us asks for the end.
    Result<void> before_start(Relay* relay);
    /// Starts one, if there is one, which then runs beside. `init`: PID 1 of the sandbox, or -1. What fails is noted.
    void start(hooks::Hook hook, pid_t init, std::string_view input = {}, std::string_view reason = {});
    /// Takes notice of those that have ended.
    void reap();
    /// The sandbox has ended: waits for what still runs, drains `relay` meanwhile, and kills it after kPatience.
    void finish(Relay* relay);
    /// What failed, a line each.
    std::vector<std::string> take_notes() { return std::exchange(notes_, {}); }

private:
    struct Written {
        hooks::RunHook run;
        Reason reason;
    };
    struct Running {
        const Written* written;
        Child child;
    };
    const Written* find(hooks::Hook hook) const;
    Result<Child> spawn(const Written& written, pid_t init, std::string_view input, std::string_view reason) const;
    void note(const Written& written, const std::string& text);

    std::vector<Written> written_{};
    std::vector<std::string> environment_{};
    std::vector<Running> running_{};
    std::vector<std::string> notes_{};
};

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "plan/plan.hh"

#include <string>
#include <string_view>
#include <sys/types.h>
#include <time.h>

namespace sandbox {

/// The time that a sandbox has (Exec.RuntimeMaxSec), and the steps in which it is ended. Times are CLOCK_MONOTONIC's.
class Lifetime {
public:
    /// What is to be done now.
    enum class Due {
        nothing,
        warn,  ///< Hooks.PreDeath has a while: until hurry(), or kNotice has passed
        ask,
        kill,
    };
    /// What it is ended for.
    enum class Why { time, health, memory, stop };
    static constexpr Microseconds kNotice = std::chrono::seconds(10);

    /// Without such a step in the plan nothing is ever due.
    Lifetime(const Plan& plan, Microseconds start);

    int timeout(Microseconds now) const { return poll_timeout(next_, now); }
    /// Each answer but `nothing` is given once.
    Due take(Microseconds now);
    /// It is to end for another reason than its time, in the same steps; nothing, if it is ending already.
    void end_now(Microseconds now, Why why, int signal, Microseconds patience);
    bool is_ending() const { return stage_ != Stage::running; }
    /// Nobody needs the notice any longer.
    void hurry(Microseconds now);
    /// When something is due next; kForever: never.
    Microseconds next() const { return next_; }
    /// Of the end that is to come, or has begun.
    Why why() const { return why_; }
    /// What PID 1 is asked with.
    int signal() const { return signal_; }
    /// Once it was asked: the setting and how long it ran, for the report. Empty before.
    std::string spent() const { return stage_ >= Stage::asked ? spent_ : ""; }

private:
    Why why_ = Why::time;
    int signal_ = 0;
    Microseconds patience_{};
    std::string spent_{};
    enum class Stage { running, warned, asked, killed } stage_ = Stage::running;
    Microseconds next_ = kForever;
};

/// As Hooks.PreDeath hears it.
inline constexpr std::string_view kWhys[] = {"time", "health", "memory", "stop"};
constexpr std::string_view name_of(Lifetime::Why why) { return kWhys[static_cast<std::size_t>(why)]; }

/// How long a key that stops the command stops us where no shell would make us go on (has_job_control()).
inline constexpr Microseconds kUnansweredStop = std::chrono::seconds(2);

/// Has the kernel continue us from a time on, should we be stopped then: who stops a sandbox stops its supervisor, and that must not
/// make the sandbox's time any longer.
class WakeUp {
public:
    /// To be made before anybody is inside: who is can leave his user no timer any more (RLIMIT_SIGPENDING).
    WakeUp();
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;
    ~WakeUp();

    /// From `at` on, again and again. False: there is no timer, and a stop would be for good.
    bool begin(Microseconds at);
    void end();

private:
    timer_t timer_{};
    bool is_there_ = false;
};

}  // namespace sandbox

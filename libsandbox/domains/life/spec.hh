// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/clock.hh"
#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <csignal>
#include <string>
#include <string_view>

/// How long a sandbox lives, and how it is ended: what its supervisor does, not the child.
namespace sandbox::life {

enum class Terminal { automatic, always, never };
inline constexpr std::string_view kTerminals[] = {"auto", "always", "never"};

enum class RestartPolicy { no, on_failure, always };
inline constexpr std::string_view kRestartPolicies[] = {"no", "on-failure", "always"};
enum class Reboot { stop, restart };
inline constexpr std::string_view kReboots[] = {"stop", "restart"};

enum class OnFailure { none, kill, restart, stop };
inline constexpr std::string_view kOnFailures[] = {"none", "kill", "restart", "stop"};

enum class Print { on_failure, always, never };
inline constexpr std::string_view kPrints[] = {"on-failure", "always", "never"};

struct Spec {
    Given<Terminal> terminal{};
    Given<int> kill_signal{SIGTERM};
    Given<Microseconds> stop_timeout{std::chrono::seconds(10)};
    Given<Microseconds> runtime_max{};  ///< 0: none
    Given<RestartPolicy> restart{};
    Given<Microseconds> restart_pause{std::chrono::milliseconds(100)};
    Given<Reboot> reboot{};
    Given<bool> notify_ready{};  ///< ready when the command says so
    Given<Print> print{};
    Given<std::size_t> keep{10};       ///< reports; 0: none
    Given<std::size_t> log_lines{20};  ///< of each report
    GivenList<std::string> health_command{};  ///< inside; says by its status whether the sandbox is well
    Given<Microseconds> health_interval{std::chrono::seconds(30)};
    Given<Microseconds> health_timeout{std::chrono::seconds(30)};
    Given<Microseconds> health_start_period{};
    Given<unsigned> health_retries{3};
    Given<OnFailure> health_on_failure{};
};

/// A signal by its name, other than SIGSTOP.
Result<int> parse_kill_signal(std::string_view text);
/// "5min 20s", or a number of seconds.
Result<Microseconds> parse_time(const Value& value);
/// The same, but neither 0 nor "infinity".
Result<Microseconds> parse_span(const Value& value);
/// An argument of a command.
Result<std::string> parse_word(const Value& value);

}  // namespace sandbox::life

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <chrono>
#include <csignal>
#include <string_view>

/// How long a sandbox lives, and how it is ended: what its supervisor does, not the child.
namespace sandbox::life {

using Microseconds = std::chrono::microseconds;
inline constexpr Microseconds kForever = Microseconds::max();

enum class Terminal { automatic, always, never };
inline constexpr std::string_view kTerminals[] = {"auto", "always", "never"};

enum class RestartPolicy { no, on_failure, always };
inline constexpr std::string_view kRestartPolicies[] = {"no", "on-failure", "always"};
enum class Reboot { stop, restart };
inline constexpr std::string_view kReboots[] = {"stop", "restart"};

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
    Given<Print> print{};
    Given<std::size_t> keep{10};       ///< reports; 0: none
    Given<std::size_t> log_lines{20};  ///< of each report
};

/// A signal by its name, other than SIGSTOP.
Result<int> parse_kill_signal(std::string_view text);
/// "5min 20s", or a number of seconds.
Result<Microseconds> parse_time(const Value& value);

}  // namespace sandbox::life

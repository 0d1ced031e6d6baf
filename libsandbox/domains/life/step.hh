// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/life/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::life {

/// Ends the sandbox when its time is up. The times are more than 0; the longest there is means never.
struct LimitRuntime {
    Microseconds most{};
    int signal = SIGTERM;     ///< what PID 1 passes on then
    Microseconds patience{};  ///< and how long after it the rest is killed
    bool operator==(const LimitRuntime&) const = default;
};

/// Ends an init in order when we are asked to end: to systemd SIGTERM means something else.
struct ShutDown {
    int signal = SIGTERM;
    Microseconds patience{};
    bool operator==(const ShutDown&) const = default;
};

/// Makes the sandbox anew when it has ended.
struct Restart {
    RestartPolicy policy{};
    Microseconds pause{};
    bool operator==(const Restart&) const = default;
};
/// What a reboot(2) inside means.
struct AnswerReboot {
    Reboot answer{};
    Microseconds pause{};
    bool operator==(const AnswerReboot&) const = default;
};

/// Passes on that the command is ready.
struct AwaitReady {
    bool operator==(const AwaitReady&) const = default;
};

/// Keeps how it ended for sandbox-report.
struct KeepReports {
    std::size_t most = 0;  ///< with those before it: 1 or more
    bool operator==(const KeepReports&) const = default;
};

/// Asks the sandbox how it is, by a command inside.
struct CheckHealth {
    std::vector<std::string> command{};
    Microseconds interval{};
    Microseconds timeout{};
    Microseconds start_period{};
    unsigned retries = 3;
    OnFailure on_failure{};
    int signal = SIGTERM;     ///< of the orderly end
    Microseconds patience{};
    Microseconds pause{};     ///< before it is started again
    bool operator==(const CheckHealth&) const = default;
};

/// What the supervisor does while a sandbox runs: no op of the child comes of it.
using Step = std::variant<LimitRuntime, ShutDown, Restart, AnswerReboot, AwaitReady, KeepReports, CheckHealth>;

std::string describe(const Step& step);

}  // namespace sandbox::life

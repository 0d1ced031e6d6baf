// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/seccomp/spec.hh"

#include <string>
#include <variant>

namespace sandbox::seccomp {

/// Loads a shipped filter; from here on it holds for the child and all it starts.
struct LoadFilter {
    Profile profile{};
    bool operator==(const LoadFilter&) const = default;
};

/// A second filter, by which the supervisor hears of each reboot(2): for whom the kernel would not let reboot its pid namespace.
struct WatchReboot {
    bool operator==(const WatchReboot&) const = default;
};

using Step = std::variant<LoadFilter, WatchReboot>;

std::string describe(const Step& step);

}  // namespace sandbox::seccomp

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"

#include <string_view>

/// Which system calls the payload may make.
namespace sandbox::seccomp {

enum class Profile { standard, debug, container, perf, iouring };
/// The profiles of policies/seccomp, in Profile's order.
inline constexpr std::string_view kProfiles[] = {"default", "debug", "container", "perf", "iouring"};

/// Whether a profile has reboot(2).
constexpr bool has_reboot(Profile profile) { return profile == Profile::container; }

struct Spec {
    Given<Profile> profile{};
};

}  // namespace sandbox::seccomp

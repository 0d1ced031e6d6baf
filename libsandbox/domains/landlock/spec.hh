// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"

#include <string_view>

/// A second layer below the mounts: what the payload may open, whatever way leads to it (landlock(7)).
namespace sandbox::landlock {

enum class Mode { automatic, off, require };
/// In Mode's order.
inline constexpr std::string_view kModes[] = {"auto", "off", "require"};

struct Spec {
    Given<Mode> mode{};
};

}  // namespace sandbox::landlock

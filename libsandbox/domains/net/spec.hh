// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/given.hh"

#include <string_view>

/// What of the network the sandbox has.
namespace sandbox::net {

enum class Mode { none, host };
inline constexpr std::string_view kModes[] = {"none", "host"};

struct Spec {
    Given<Mode> mode{};
    Given<bool> loopback{true};
};

}  // namespace sandbox::net

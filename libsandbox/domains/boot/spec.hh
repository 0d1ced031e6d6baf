// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"

#include <string>
#include <string_view>

/// A system's own init as the command, and what it is promised: https://systemd.io/CONTAINER_INTERFACE.
namespace sandbox::boot {

struct Spec {
    Given<bool> boot{};
    Given<std::string> machine_id{};  ///< a UUID with its dashes; empty: a new one
};

/// 32 hexadecimal digits, or a UUID; not all zero. Returns the UUID in lower case.
Result<std::string> parse_machine_id(std::string_view text);

}  // namespace sandbox::boot

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <string>
#include <string_view>

/// A system's own init as the command, and what it is promised: https://systemd.io/CONTAINER_INTERFACE.
namespace sandbox::boot {

/// What is passed in by a name, and which file of the host's it is.
struct Credential {
    std::string name{};
    std::string path{};
    bool operator==(const Credential&) const = default;
};

struct Spec {
    Given<bool> boot{};
    GivenList<Credential> credentials{};
    Given<std::string> machine_id{};  ///< a UUID with its dashes; empty: a new one
};

/// "NAME:PATH". Error: no name of a file, or no absolute path.
Result<Credential> parse_credential(const Value& value);
/// 32 hexadecimal digits, or a UUID; not all zero. Returns the UUID in lower case.
Result<std::string> parse_machine_id(std::string_view text);

}  // namespace sandbox::boot

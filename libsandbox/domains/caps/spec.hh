// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <cstdint>
#include <string>
#include <string_view>

/// What the payload may do beyond an ordinary user, inside its own namespaces.
namespace sandbox::caps {

/// A capability's number (capabilities(7)).
enum class Capability : unsigned {};

struct Spec {
    GivenList<Capability> kept{};
    Given<bool> no_new_privileges{true};
};

/// "CAP_NET_RAW", with or without the prefix, in either case.
Result<Capability> parse_capability(const Value& value);
std::string name_of(Capability capability);

}  // namespace sandbox::caps

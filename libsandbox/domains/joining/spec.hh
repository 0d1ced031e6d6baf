// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <string>

/// Namespaces that are there already: a sandbox that shares some with another, and a process that joins one.
namespace sandbox::joining {

struct Spec {
    Given<std::string> join_unit{};
    GivenMap<std::string> join_namespace{};
};

/// The name of a sandbox.
Result<std::string> parse_sandbox(std::string_view text);
/// An absolute path.
Result<std::string> parse_namespace(const Value& value);

}  // namespace sandbox::joining

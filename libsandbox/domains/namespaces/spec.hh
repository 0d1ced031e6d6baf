// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <string>

/// Which parts of the kernel are the sandbox's own, and its host name.
namespace sandbox::namespaces {

/// One kind of namespace: its CLONE_NEW* flag.
enum class Type : int {};

struct Spec {
    /// Empty and not given: all of kDefault.
    GivenList<Type> types{};
    Given<std::string> hostname{"%n"};
    Given<bool> restrict_namespaces{true};
};

Result<Type> parse_type(const Value& value);
/// A host name as the kernel and /etc/hosts take it: at most 64 letters, digits, '-' and '.', or empty for the host's own.
Result<std::string> parse_hostname(std::string_view text);
/// "net" of CLONE_NEWNET.
std::string_view name_of(int flag);
/// "user, mount, pid" of a set of CLONE_NEW* flags.
std::string names_of(int flags);

}  // namespace sandbox::namespaces

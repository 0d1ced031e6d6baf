// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox::convert {

/// One assignment of a file in systemd's syntax; the origin is where its value stands.
struct Assigned {
    std::string section;
    std::string key;
    std::string value;
    Origin origin;
};

inline constexpr std::size_t kMaxBytes = 1u << 20;

/// The assignments of a text in the syntax of systemd.syntax(7), in the order of writing: comments are gone, continued lines are
/// one. Errors are usage errors at `name`:line:column: what is no assignment, stands in no section, or is no clean UTF-8.
Result<std::vector<Assigned>> read_ini(std::string_view text, const std::string& name);

}  // namespace sandbox::convert

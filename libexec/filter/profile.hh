// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox::filter {

/// What parsing and compiling return. An error is a whole message, `file:line: reason` where a line is to blame.
template <class T>
using Result = std::expected<T, std::string>;

/// `(argument & mask) == value`, on 64 bits: all that a compiled filter ever asks about an argument.
struct Comparison {
    unsigned argument = 0;  ///< 0 to 5
    std::uint64_t mask = ~std::uint64_t{0};
    std::uint64_t value = 0;

    bool operator==(const Comparison&) const = default;
};

/// Comparisons on different arguments that must all hold.
using Conjunction = std::vector<Comparison>;

/// What stands after `when`: holds if one of the alternatives does.
struct Condition {
    std::string text;  ///< as written, for people
    std::vector<Conjunction> alternatives;

    bool operator==(const Condition&) const = default;
};

/// The errno value that a call fails with; 0 lets it pass.
using Verdict = int;

/// One line of a profile.
struct Statement {
    Verdict verdict = 0;
    std::vector<std::string> names;
    Condition when;      ///< no alternatives: always
    std::string group;   ///< from the last `[group] reason` line
    std::string reason;
    std::string origin;  ///< `file:line`

    bool operator==(const Statement&) const = default;
};

/// A profile as written: nothing inherited yet, and no name looked up.
struct Profile {
    std::string extends;  ///< name of the profile that this one changes; empty: none
    std::vector<Statement> statements;

    bool operator==(const Profile&) const = default;
};

/// Reads a profile's text. `file` is used in messages only. The syntax is described in policies/seccomp/default.profile.
Result<Profile> parse(std::string_view text, std::string_view file);

}  // namespace sandbox::filter

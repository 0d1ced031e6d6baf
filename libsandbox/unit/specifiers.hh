// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// What the specifiers stand for. An empty one is not known here, and naming it is an error:
/// "/srv/%i" must not quietly become "/srv/".
struct Names {
    std::string instance{};    ///< %i
    std::string sandbox{};     ///< %n
    std::string user{};        ///< %u
    std::string uid{};         ///< %U
    std::string home{};        ///< %h, and "~" of a path
    std::string cwd{};         ///< %w
    std::string runtime{};     ///< %t
    std::string state{};       ///< %S
    std::string cache{};       ///< %C
    std::string logs{};        ///< %L
    std::string machine_id{};  ///< %m
};

/// The text with its specifiers replaced, once: what replaces them is not looked at again.
Result<std::string> expand(std::string_view text, const Names& names);
/// expand(), after a leading "~" or "~/" became the caller's home.
Result<std::string> expand_path(std::string_view text, const Names& names);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"
#include "core/value.hh"

#include <string>
#include <string_view>

/// Programs of the unit's that run outside, as the caller, when something happens to the sandbox.
namespace sandbox::hooks {

enum class Hook { pre_start, post_start, pre_death, on_oom, post_mortem };
/// As the settings and SANDBOX_HOOK call them.
inline constexpr std::string_view kNames[] = {"PreStart", "PostStart", "PreDeath", "OnOOM", "PostMortem"};
constexpr std::string_view name_of(Hook hook) { return kNames[static_cast<std::size_t>(hook)]; }

/// Each a program and its arguments.
struct Spec {
    GivenList<std::string> pre_start{}, post_start{}, pre_death{}, on_oom{}, post_mortem{};
};

Result<std::string> parse_word(const Value& value);

}  // namespace sandbox::hooks

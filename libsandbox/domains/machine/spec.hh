// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"

#include <string>
#include <string_view>

/// The sandbox as a machine of systemd-machined, which machinectl(1) lists and ends.
namespace sandbox::machine {

enum class Register { automatic, yes, no };
inline constexpr std::string_view kRegisters[] = {"auto", "yes", "no"};
enum class Class { container, vm };
inline constexpr std::string_view kClasses[] = {"container", "vm"};

struct Spec {
    Given<Register> wanted{};
    Given<std::string> name{};  ///< empty: the sandbox's
    Given<Class> kind{};
};

/// What systemd-machined takes as a name: so that it need not refuse any.
Result<std::string> parse_name(std::string_view text);

/// Whether a sandbox is to be a machine, if that can be had; `is_named`: somebody gave it a name.
bool wants_machine(const Spec& spec, bool is_named);

}  // namespace sandbox::machine

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sandbox::filter {

/// The architecture that this program was built for, as libseccomp's token (which is the kernel's AUDIT_ARCH_*).
std::uint32_t native_architecture();

/// Whether any architecture has a system call of this name: what it has not is a typing error.
bool is_system_call(const std::string& name);

/// The number of the call there; nothing if that architecture lacks it.
std::optional<int> system_call_number(const std::string& name, std::uint32_t architecture);

/// The reverse; nothing if the number is no call's there.
std::optional<std::string> system_call_name(int number, std::uint32_t architecture);

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace sandbox::seccomp {

/// The end of a process by SIGSYS: a filter forbids a call that it made.
struct FilterDeath {
    std::string call{};          ///< "ptrace", or its number where the name is not known; empty: see `unknown`
    std::string architecture{};  ///< whose numbers are meant: "x86_64", "i386", "x32", or the kernel's AUDIT_ARCH_* in hex
    std::uint32_t number = 0;    ///< as the process made it
    pid_t pid = 0;               ///< as the kernel's log has it
    std::string victim{};        ///< its name; empty if the log has none that is plain
    std::string unknown{};       ///< why the call is not known
    std::int64_t milliseconds = 0;  ///< when, since 1970
    bool operator==(const FilterDeath&) const = default;
};

/// A record of /dev/kmsg in which audit tells that a filter ended a process of this host id, or nothing.
std::optional<FilterDeath> parse_filter_death(std::string_view record, std::uint32_t user);

/// The last such death since `start` (CLOCK_MONOTONIC, microseconds). It waits a moment for the kernel's log, which has it late.
FilterDeath find_filter_death(std::uint32_t user, std::uint64_t start);

}  // namespace sandbox::seccomp

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/kernel_log.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sandbox::selinux {

/// Something that SELinux's policy denied a process: an AVC message.
struct Denial {
    std::string permissions{};  ///< "read", "read open"
    std::string kind{};         ///< the object class, "file"
    std::string object{};       ///< its path or name; empty: it has none
    std::string label{};        ///< its security context
    std::string command{};      ///< of the process
    pid_t pid = 0;              ///< as the host has it
    std::uint64_t count = 1;    ///< how often in a row of the same
    bool operator==(const Denial&) const = default;
};

/// What was denied to a sandbox.
struct Denials {
    std::vector<Denial> first{};  ///< those that came first, each once
    std::uint64_t count = 0;      ///< of all
    std::string unknown{};        ///< why the log could not be read
    bool operator==(const Denials&) const = default;
};

/// A record of the kernel's log, or of auditd's, that tells of a denial to processes with this context; or nothing.
std::optional<Denial> parse_denial(std::string_view record, std::string_view context);
/// Counts one in.
void add(Denials& denials, Denial denial);

/// All since `start` (CLOCK_MONOTONIC, microseconds), from a log of that time; null: it may not be read. It waits a moment for
/// the kernel's log, which has them late.
Denials find_denials(std::string_view context, std::uint64_t start, KernelLog* log);

/// "cat, process 12, was denied: read file secret (system_u:object_r:default_t:s0)"
std::string print(const Denial& denial);

}  // namespace sandbox::selinux

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/fd.hh"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// The kernel's log, from its oldest record on: /dev/kmsg.
class KernelLog {
public:
    /// `since` (CLOCK_MONOTONIC, microseconds): what is certainly older is passed over. EPERM: kernel.dmesg_restrict keeps it from
    /// us.
    static Result<KernelLog> open(std::uint64_t since);

    /// From now on. Error: as above.
    static Result<KernelLog> open_at_end();

    /// The next record, "PRIORITY,SEQUENCE,MICROSECONDS,-;TEXT"; nothing, if there is none yet.
    std::optional<std::string> next();
    /// Waits for another record, at most so long; false if none came.
    bool wait(std::chrono::milliseconds most);

private:
    KernelLog(UniqueFd log, std::uint64_t since) : log_(std::move(log)), since_(since) {}
    UniqueFd log_;
    std::uint64_t since_;
};

/// When the kernel wrote the record, in microseconds since the boot by the processor's clock; 0 if it does not say.
std::uint64_t time_of_record(std::string_view record);

/// The least that time_of_record() can be of what happened at `time` (CLOCK_MONOTONIC, microseconds): that clock is slewed, by up
/// to 500 millionths, and the processor's is not.
std::uint64_t earliest_stamp(std::uint64_t time);

}  // namespace sandbox

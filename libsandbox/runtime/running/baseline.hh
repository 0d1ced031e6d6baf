// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/running/figures.hh"

namespace sandbox {

/// What the counters of a sandbox were when somebody wanted them counted anew: the kernel sets none back. It is the file
/// "baseline" of the sandbox's entry, and goes with that.
struct Baseline {
    std::string boot{};      ///< the boot's id
    ProcessId init{};        ///< PID 1 of the run that it is of: another run's counters begin at zero
    std::int64_t taken = 0;  ///< microseconds since 1970
    std::vector<cgroups::Figure> counters{};
    bool operator==(const Baseline&) const = default;
};

/// "BOOT PID START TAKEN" in the first line, then "NAME VALUE" in each.
std::string print(const Baseline& baseline);
/// The reverse. Error: it is none of ours.
Result<Baseline> parse_baseline(std::string_view text);

/// The counters of now. Error: the kernel counts nothing for it, which has no group; what its processes used goes with them.
Result<Baseline> baseline_of(const Usage& usage);
/// Keeps it in the entry of that name. Errors: the run that it is of has ended; it cannot be written.
Result<void> keep_baseline(const std::string& name, const Baseline& baseline);

/// What has come since a baseline; what does not only grow stays as it is.
Usage since(const Baseline& baseline, Usage usage);
/// The same with the one that is kept, if there is one. Errors: it is of another run, or none of ours, both without a code; it cannot
/// be read.
Result<Usage> since_reset(const Usage& usage);

}  // namespace sandbox

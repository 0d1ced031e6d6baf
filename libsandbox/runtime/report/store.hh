// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "runtime/report/report.hh"

#include <string>
#include <vector>

namespace sandbox {

/// A run that has ended, as it is kept.
struct KeptReport {
    std::string name{};       ///< the sandbox's
    std::string unit{};       ///< empty: a command
    std::int64_t ended = 0;   ///< microseconds since 1970
    Report report{};

    /// One line.
    std::string json() const;
};
/// One as json() wrote it. Error: it is none of ours.
Result<KeptReport> parse_kept_report(std::string_view line);

/// Where the reports of the caller's sandboxes are: /var/lib/sandbox, or below $XDG_STATE_HOME. Error: an ordinary user without a home.
Result<std::string> reports_directory();
/// The same below a directory for what stays.
inline std::string reports_below(const std::string& state) { return state + "/sandbox"; }

/// Adds one, and forgets all but the newest `most` (1 or more). Readers see the old or the new file, never a part, and of
/// two writers none loses what the other has added. Errors: the directory is not the caller's own, or
/// somebody holds its lock for seconds; it cannot be written.
Result<void> keep_report(const KeptReport& report, std::size_t most);

/// All that are kept, the newest last. Errors: there are none (ENOENT); a line is none of ours.
Result<std::vector<KeptReport>> kept_reports(const std::string& name);

}  // namespace sandbox

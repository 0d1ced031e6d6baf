// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/figures.hh"
#include "runtime/ledger/record.hh"

#include <optional>
#include <span>

namespace sandbox {

/// What one sandbox uses now.
struct Usage {
    std::string name{};
    std::vector<cgroups::Figure> figures{};
    std::size_t of_groups = 0;            ///< so many of them, in front, the kernel keeps for its groups
    ProcessId init{};                     ///< PID 1 of the run that they are of
    std::optional<std::int64_t> reset{};  ///< since when its counters count, microseconds since 1970; none: since its start
};

/// Whether a figure of this name only grows.
bool is_counter(std::string_view figure);

/// By its control groups; of a sandbox without any, by processes_of() it.
Result<Usage> usage_of(const ledger::Record& record);
/// Of those that the ledger listed, but for who is between two runs or has ended since.
Result<std::vector<Usage>> usages_of(std::span<const ledger::Record> records);

/// For people: a sandbox a line, headed; with a column SINCE where one counts anew.
std::string print_usage_table(std::span<const Usage> usages);
/// For people: its name, and every figure of one sandbox, a line each.
std::string print_usage(const Usage& usage);
/// For programs: an array of objects {"name", FIGURE…}, with "reset-microseconds" of one that counts anew.
std::string print_usage_json(std::span<const Usage> usages);
/// For a collector: OpenMetrics 1.0 text, families sandbox_FIGURE with the label "name".
std::string print_usage_openmetrics(std::span<const Usage> usages);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/cgroups/figures.hh"
#include "runtime/ledger/record.hh"

#include <span>

namespace sandbox {

/// What one sandbox uses now.
struct Usage {
    std::string name;
    std::vector<cgroups::Figure> figures;
};

/// By its control groups; of a sandbox without any, by processes_of() it.
Result<Usage> usage_of(const ledger::Record& record);
/// Of those that the ledger listed, but for who is between two runs or has ended since.
Result<std::vector<Usage>> usages_of(std::span<const ledger::Record> records);

/// For people: a sandbox a line, headed.
std::string print_usage_table(std::span<const Usage> usages);
/// For people: every figure of one sandbox, a line each.
std::string print_usage(const Usage& usage);
/// For programs: an array of objects {"name", FIGURE…}.
std::string print_usage_json(std::span<const Usage> usages);
/// For a collector: OpenMetrics 1.0 text, families sandbox_FIGURE with the label "name".
std::string print_usage_openmetrics(std::span<const Usage> usages);

}  // namespace sandbox

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-report.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "runtime/ledger/find.hh"
#include "runtime/report/text.hh"

#include <algorithm>
#include <cerrno>

using namespace sandbox;

namespace {

Result<std::vector<KeptReport>> reports_of(const std::string& name) {
    auto reports = kept_reports(name);
    if (reports || reports.error().code() != ENOENT) return reports;
    if (ledger::find_supervised(name)) return fail(Error::impossible(name + " is running, and no earlier run has left a report"));
    return fail(Error::impossible("no sandbox called " + name + " has left a report")
                    .hint("one that was given no name keeps none unless Report.Keep is written"));
}

Result<std::size_t> count_of(const cli::CommandLine& line) {
    const auto* option = line.find("count");
    if (option == nullptr) return 1;
    auto count = parse_number(*option->argument);
    if (!count || *count == 0) return fail(Error::usage("--count: " + quote(*option->argument) + " is no number of reports"));
    return *count;
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxReport, tools::kSandboxReportOptions, args));
    if (TRY(cli::print_about(tools::kSandboxReport, tools::kSandboxReportOptions, line))) return 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox"));

    auto count = TRY(count_of(line));
    auto reports = TRY(reports_of(line.operands[0]));
    for (std::size_t index = reports.size() - std::min(count, reports.size()); index < reports.size(); ++index)
        TRY(cli::print(line.find("json") != nullptr ? reports[index].json() : print_text(reports[index])));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-report", run, argc, argv);
}

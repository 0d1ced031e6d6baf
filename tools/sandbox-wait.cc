// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-wait.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "runtime/report/store.hh"
#include "runtime/running/stop.hh"

#include <cerrno>

using namespace sandbox;

namespace {

/// Its newest report may be that of an earlier run: one whose supervisor was killed leaves none. So it is no answer, but a hint.
Error with_hint(const std::string& name, Error missing) {
    auto reports = kept_reports(name);
    if (missing.code() != ESRCH || !reports || reports->empty()) return missing;
    auto status = std::to_string(reports->back().report.exit_status());
    return std::move(missing).hint("the last of which there is a report ended with status " + status + ": sandbox-report " + name);
}

Result<std::string> report_of(const std::string& name) {
    auto sandbox = ledger::find_supervised(name);
    if (!sandbox) return fail(with_hint(name, std::move(sandbox).error()));
    return wait_for_end(*sandbox);
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxWait, tools::kSandboxWaitOptions, args));
    if (TRY(cli::print_about(tools::kSandboxWait, tools::kSandboxWaitOptions, line))) return 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox; sandbox-ls lists them"));

    auto report = TRY(report_of(line.operands[0]));
    if (line.find("json") != nullptr) TRY(cli::print(report));
    return ledger::parse_exit_status(report);
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-wait", run, argc, argv);
}

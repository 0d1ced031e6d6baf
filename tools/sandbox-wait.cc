// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-wait.hh"

#include "cli/help.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "runtime/running/stop.hh"

using namespace sandbox;

namespace {

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxWait, tools::kSandboxWaitOptions, args));
    if (line.find("help") != nullptr) return TRY(cli::print(cli::help(tools::kSandboxWait, tools::kSandboxWaitOptions))), 0;
    if (line.find("version") != nullptr) return TRY(cli::print("sandbox-wait " SANDBOX_VERSION "\n")), 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox; sandbox-ls lists them"));

    auto sandbox = TRY(ledger::find_supervised(line.operands[0]));
    auto report = TRY(wait_for_end(sandbox));
    if (line.find("json") != nullptr) TRY(cli::print(report));
    return ledger::parse_exit_status(report);
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-wait", run, argc, argv);
}

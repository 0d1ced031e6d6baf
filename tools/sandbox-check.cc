// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-check.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "runtime/interface/interface.hh"
#include "runtime/ledger/find.hh"

using namespace sandbox;

namespace {

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxCheck, tools::kSandboxCheckOptions, args));
    if (TRY(cli::print_about(tools::kSandboxCheck, tools::kSandboxCheckOptions, line))) return 0;
    if (line.find("container-interface") == nullptr) return fail(Error::usage("say what to check: --container-interface"));
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox"));

    auto checked = TRY(interface::check(TRY(ledger::find(line.operands[0]))));
    TRY(cli::print(line.find("json") != nullptr ? interface::print_json(checked) : interface::print(checked)));
    return checked.holds() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-check", run, argc, argv);
}

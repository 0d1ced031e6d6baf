// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-set.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "runtime/ledger/find.hh"
#include "runtime/running/change.hh"
#include "runtime/running/persist.hh"

using namespace sandbox;

namespace {

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxSet, tools::kSandboxSetOptions, args));
    if (TRY(cli::print_about(tools::kSandboxSet, tools::kSandboxSetOptions, line))) return 0;
    bool freezes = line.find("freeze") != nullptr, thaws = line.find("thaw") != nullptr;
    if (line.operands.empty()) return fail(Error::usage("name a sandbox; sandbox-ls lists them"));
    TRY(cli::exclude(line, "freeze", "thaw"));
    if (line.operands.size() == 1 && line.find("persist") != nullptr)
        return fail(Error::usage("--persist: it keeps changes, and there is none"));
    if (line.operands.size() == 1 && !freezes && !thaws)
        return fail(Error::usage("say what to change, as in: sandbox-set " + escape(line.operands[0]) + " MemoryMax=1G"));

    std::vector<std::string> words(line.operands.begin() + 1, line.operands.end());
    auto changes = TRY(changes_of(words));
    auto sandbox = TRY(ledger::find(line.operands[0]));
    bool persists = line.find("persist") != nullptr;
    if (persists) TRY(check_persist(sandbox.record));
    if (auto remark = TRY(change(sandbox.record, changes)); !remark.empty()) cli::complain("sandbox-set: " + remark + "\n");
    if (persists) TRY(persist(sandbox.record, changes));
    if (freezes) TRY(freeze(sandbox.record));
    if (thaws) TRY(thaw(sandbox.record));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-set", run, argc, argv);
}

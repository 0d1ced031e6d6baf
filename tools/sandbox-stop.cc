// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-stop.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "runtime/invocation.hh"
#include "runtime/running/stop.hh"

#include <algorithm>

using namespace sandbox;

namespace {

Result<void> stop_one(const std::string& name, Politeness politeness) {
    auto sandbox = TRY(ledger::find_supervised(name));
    return stop(sandbox, politeness);
}

/// All of them, whatever becomes of some; the status of the last that could not be ended.
Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxStop, tools::kSandboxStopOptions, args));
    if (TRY(cli::print_about(tools::kSandboxStop, tools::kSandboxStopOptions, line))) return 0;
    if (line.operands.empty()) return fail(Error::usage("name a sandbox; sandbox-ls lists them"));
    if (std::ranges::any_of(line.operands, [](const char* name) { return *name == '\0'; })) return fail(Error::usage("an empty name"));

    auto politeness = line.find("kill") != nullptr ? Politeness::kill : Politeness::ask;
    int status = 0;
    bool has_units = line.find("unit") != nullptr;
    for (const char* name : line.operands)
        if (auto stopped = stop_one(has_units ? name_of_unit(name) : name, politeness); !stopped) {
            cli::complain("sandbox-stop: " + stopped.error().message() + "\n");
            status = cli::exit_status(stopped.error());
        }
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-stop", run, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgxset.hh"

#include "classic/cgroup/cgset.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::SetRequest>(tools::kCgxset, tools::kCgxsetOptions, cgroup::Hint::stray_help, args, cgroup::run_translating_set);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgxset", run, cli::classic_exit_status, argc, argv);
}

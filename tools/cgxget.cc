// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgxget.hh"

#include "classic/cgroup/cgget.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::GetRequest>(tools::kCgxget, tools::kCgxgetOptions, cgroup::Hint::stray_letter, args, cgroup::run_get);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgxget", run, cli::classic_exit_status, argc, argv);
}

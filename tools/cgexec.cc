// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgexec.hh"

#include "classic/cgroup/cgexec.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::ExecRequest>(tools::kCgexec, tools::kCgexecOptions, cgroup::Hint::help, args, cgroup::run_exec);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgexec", run, cli::classic_exit_status, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/lssubsys.hh"

#include "classic/cgroup/lssubsys.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::SubsystemRequest>(tools::kLssubsys, tools::kLssubsysOptions, cgroup::Hint::stray_letter, args, cgroup::run_subsystems);
}

int main(int argc, char** argv) {
    return cli::classic_main("lssubsys", run, cli::classic_exit_status, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/lscgroup.hh"

#include "classic/cgroup/lscgroup.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::ListRequest>(tools::kLscgroup, tools::kLscgroupOptions, cgroup::Hint::stray_letter, args, cgroup::run_list);
}

int main(int argc, char** argv) {
    return cli::classic_main("lscgroup", run, cli::classic_exit_status, argc, argv);
}

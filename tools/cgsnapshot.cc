// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgsnapshot.hh"

#include "classic/cgroup/cgsnapshot.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::SnapshotRequest>(tools::kCgsnapshot, tools::kCgsnapshotOptions, cgroup::Hint::stray_letter, args, cgroup::run_snapshot);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgsnapshot", run, cli::classic_exit_status, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgcreate.hh"

#include "classic/cgroup/cgcreate.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::CreateRequest>(tools::kCgcreate, tools::kCgcreateOptions, cgroup::Hint::letter, args, cgroup::run_create);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgcreate", run, cli::classic_exit_status, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgdelete.hh"

#include "classic/cgroup/cgdelete.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::DeleteRequest>(tools::kCgdelete, tools::kCgdeleteOptions, cgroup::Hint::stray_help, args, cgroup::run_delete);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgdelete", run, cli::classic_exit_status, argc, argv);
}

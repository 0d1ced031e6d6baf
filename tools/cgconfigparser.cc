// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgconfigparser.hh"

#include "classic/cgroup/cgconfigparser.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::ConfigRequest>(tools::kCgconfigparser, tools::kCgconfigparserOptions, cgroup::Hint::quoted_letter, args, cgroup::run_config);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgconfigparser", run, cli::classic_exit_status, argc, argv);
}

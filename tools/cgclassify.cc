// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/cgclassify.hh"

#include "classic/cgroup/cgclassify.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    return cgroup::run_tool<cgroup::ClassifyRequest>(tools::kCgclassify, tools::kCgclassifyOptions, cgroup::Hint::quoted_letter, args, cgroup::run_classify);
}

int main(int argc, char** argv) {
    return cli::classic_main("cgclassify", run, cli::classic_exit_status, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/unshare.hh"

#include "classic/unshare.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    classic::UnshareRequest request;
    auto line = cli::parse(tools::kUnshare, tools::kUnshareOptions, args, classic::take_unshare_option, &request);
    if (!line) return classic::refuse_line(line.error(), args);
    if (auto status = TRY(classic::tell_about(tools::kUnshare, tools::kUnshareOptions, *line))) return *status;
    return classic::run_unshare(request, line->operands);
}

int main(int argc, char** argv) {
    return cli::classic_main("unshare", run, classic::conclude, argc, argv);
}

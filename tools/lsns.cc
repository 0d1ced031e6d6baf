// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/lsns.hh"

#include "classic/lsns/lsns.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    lsns::Request request;
    auto line = cli::parse(tools::kLsns, tools::kLsnsOptions, args, lsns::take_option, &request);
    if (!line) return classic::refuse_line(line.error(), args);
    if (auto status = TRY(classic::tell_about(tools::kLsns, tools::kLsnsOptions, *line))) return *status;
    return lsns::run(request, line->operands);
}

int main(int argc, char** argv) {
    return cli::classic_main("lsns", run, lsns::conclude, argc, argv);
}

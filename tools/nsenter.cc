// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/nsenter.hh"

#include "classic/nsenter.hh"
#include "classic/main.hh"

using namespace sandbox;

static Result<int> run(std::span<char*> args) {
    classic::NsenterRequest request;
    auto line = cli::parse(tools::kNsenter, tools::kNsenterOptions, args, classic::take_nsenter_option, &request);
    if (!line) return classic::refuse_line(line.error(), args);
    if (auto status = TRY(classic::tell_about(tools::kNsenter, tools::kNsenterOptions, *line))) return *status;
    return classic::run_nsenter(request, line->operands);
}

int main(int argc, char** argv) {
    return cli::classic_main("nsenter", run, classic::conclude, argc, argv);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/main.hh"

#include "cli/help.hh"

namespace sandbox::classic {

Result<int> refuse_line(const Error& error, std::span<char*> args) {
    if (error.fault() == Fault::usage) return cli::try_help(args[0]);
    return fail(error);
}

Result<std::optional<int>> tell_about(const cli::Tool& tool, std::span<const cli::Option> options, const cli::CommandLine& line) {
    if (line.find("help") != nullptr) return TRY(print(cli::help(tool, options))), 0;
    if (line.find("version") == nullptr) return std::nullopt;
    // Scripts read the first line; the second says who we are.
    TRY(print(std::string(tool.name) + " from util-linux 2.42\nsandbox " SANDBOX_VERSION "\n"));
    return 0;
}

}  // namespace sandbox::classic

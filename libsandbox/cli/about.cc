// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/about.hh"

#include "cli/help.hh"
#include "cli/print.hh"

namespace sandbox::cli {

Result<bool> print_about(const Tool& tool, std::span<const Option> options, const CommandLine& line) {
    bool is_help = line.find("help") != nullptr;
    if (!is_help && line.find("version") == nullptr) return false;
    TRY(print(is_help ? help(tool, options) : std::string(tool.name) + " " SANDBOX_VERSION "\n"));
    return true;
}

}  // namespace sandbox::cli

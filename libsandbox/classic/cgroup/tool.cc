// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/tool.hh"

#include "cli/help.hh"
#include "cli/print.hh"

namespace sandbox::cgroup {

int wrong_parameters(const Request& request, Hint hint) {
    const char* option = hint == Hint::help ? " --help" : hint == Hint::letter ? " -h" : " -h'";
    return refuse("Wrong input parameters, try " + request.program + option + " for more information.\n");
}

int refuse(std::string_view message, int status) {
    say(message);
    return status;
}

int not_initialized(const Request& request, const Trouble& trouble) {
    say(request.program + ": libcgroup initialization failed: " + trouble.text() + "\n");
    explain(trouble);
    return trouble.exit_status();
}

bool take_common(Request& request, const cli::Tool& tool, std::span<const cli::Option> options, const cli::Parsed& option) {
    if (option.option->name == "help") {
        request.status = cli::print(cli::help(tool, options)) ? 0 : kMinusOne;
    } else if (option.option->letter == 'b' && option.option->takes == cli::Argument::none) {
        request.scope = DefaultScope::ignore;
    } else if (option.option->name == "json") {
        request.json = true;
    } else {
        return false;
    }
    return true;
}

}  // namespace sandbox::cgroup

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/tool.hh"

#include "cli/help.hh"
#include "cli/print.hh"

namespace sandbox::cgroup {

static std::string_view words(Hint hint) {
    switch (hint) {
    case Hint::help: return "--help";
    case Hint::letter: return "-h";
    case Hint::stray_help: return "--help'";
    case Hint::stray_letter: return "-h'";
    case Hint::quoted_letter: return "'-h'";
    }
    return {};
}

int wrong_parameters(const Request& request, Hint hint) {
    return refuse("Wrong input parameters, try " + request.program + " " + std::string(words(hint)) + " for more information.\n");
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

Result<bool> take_common(Request& request, const cli::Tool& tool, std::span<const cli::Option> options, const cli::Parsed& option) {
    if (option.option->name == "help") {
        TRY(cli::print(cli::help(tool, options)));
        request.status = 0;
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

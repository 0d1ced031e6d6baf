// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/cgroup/mounts.hh"
#include "cli/parse.hh"

#include <optional>
#include <span>

namespace sandbox::cgroup {

/// What the command lines of the family have in common.
struct Request {
    std::string program{};          ///< argv[0] as it is, or the tool's name if that is empty: messages begin with it
    std::optional<int> status{};    ///< an option was wrong or was --help: nothing else is done
    DefaultScope scope = DefaultScope::use;
    bool json = false;
    bool has_arguments = false;     ///< anything at all behind the name
};

/// What "Wrong input parameters, try NAME -h for more information." of each tool names, with the quotation marks that libcgroup 3
/// has there.
enum class Hint {
    help,           ///< --help
    letter,         ///< -h
    stray_help,     ///< --help'
    stray_letter,   ///< -h'
    quoted_letter,  ///< '-h'
};

/// "Wrong input parameters, ..." on standard error; returns kBadArguments.
int wrong_parameters(const Request& request, Hint hint);
/// The message on standard error; returns `status`.
int refuse(std::string_view message, int status = kBadArguments);

/// "NAME: libcgroup initialization failed: ..." on standard error; returns the status.
int not_initialized(const Request& request, const Trouble& trouble);

/// Handles what every tool has (-b, -h, --json); false if the option is another one. Error: the help cannot be written.
Result<bool> take_common(Request& request, const cli::Tool& tool, std::span<const cli::Option> options, const cli::Parsed& option);

/// Reads a command line: `take` gets each option as soon as it is met, until request.status is set. A tool without
/// arguments at all is asked about by the tool itself.
template <class Tool> struct Line {
    const cli::Tool& tool;
    std::span<const cli::Option> options;
    Tool& request;

    Result<std::vector<char*>> read(std::span<char*> args, Hint hint) {
        bool has_name = !args.empty() && args[0][0] != '\0';
        request.program = has_name ? args[0] : std::string(tool.name);
        request.has_arguments = args.size() > 1;
        auto line = cli::parse(tool, options, args, seen, this);
        if (request.status) return std::vector<char*>{};
        if (!line) {
            if (line.error().fault() != Fault::usage) return fail(line.error());
            request.status = wrong_parameters(request, hint);
            return std::vector<char*>{};
        }
        return line->operands;
    }

    static Result<bool> seen(void* context, const cli::Parsed& option) {
        auto& line = *static_cast<Line*>(context);
        if (!TRY(take_common(line.request, line.tool, line.options, option))) line.request.take(option);
        return !line.request.status;
    }
};

/// Reads the line, then does what it asks for: run(request, operands), whose value is the exit status.
template <class Tool>
Result<int> run_tool(const cli::Tool& tool, std::span<const cli::Option> options, Hint hint, std::span<char*> args,
                     Result<int> (*run)(Tool&, std::span<char*>)) {
    Tool request;
    Line<Tool> line{tool, options, request};
    auto operands = TRY(line.read(args, hint));
    if (request.status) return *request.status;
    return run(request, operands);
}

}  // namespace sandbox::cgroup

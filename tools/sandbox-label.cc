// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-label.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/command.hh"
#include "core/helper.hh"
#include "core/json.hh"
#include "runtime/ledger/find.hh"
#include "runtime/running/labelling.hh"

using namespace sandbox;

namespace {

Result<int> show(const cli::CommandLine& line) {
    if (line.operands.size() != 1) return fail(Error::usage("name one sandbox; sandbox-ls lists them"));
    auto sandbox = TRY(ledger::find(line.operands[0]));
    const auto& labels = sandbox.record.joining;
    if (line.find("json") != nullptr) {
        JsonObject object;
        object.text("process", labels.label).text("files", labels.file_label).text("terminal", labels.terminal_label);
        return TRY(cli::print(object.end() + "\n")), 0;
    }
    if (labels.label.empty())
        return fail(Error::impossible("the sandbox " + sandbox.record.name + " has no label of its own")
                        .hint("it has one with Security.SELinux = \"dynamic\" on a host with SELinux"));
    return TRY(cli::print("process   " + labels.label + "\nfiles     " + labels.file_label + "\nterminal  " + labels.terminal_label + "\n")), 0;
}

/// The label that --for or --shared mean.
Result<std::string> wanted(const cli::CommandLine& line) {
    if (line.find("shared") != nullptr) return shared_file_label();
    const auto* option = line.find("for");
    auto sandbox = TRY(ledger::find(std::string(*option->argument)));
    const auto& label = sandbox.record.joining.file_label;
    if (label.empty()) return fail(Error::impossible("--for: the sandbox " + sandbox.record.name + " has no label of its own"));
    return label;
}

/// Without links where it is labelled with all that is below.
Result<std::string> path_of(std::string_view path, bool is_labelled) {
    return is_labelled ? path_to_label(std::string(path)) : Result<std::string>(std::string(path));
}

/// The helper has our name, which is said already.
Result<std::string> run_helper(std::vector<std::string> command) {
    constexpr std::string_view kName = "sandbox-label: ";
    command.insert(command.begin(), TRY(find_helper("label")));
    auto said = read_command(command);
    if (said || !said.error().reason().starts_with(kName)) return said;
    return fail(Error(said.error().fault(), said.error().reason().substr(kName.size())));
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxLabel, tools::kSandboxLabelOptions, args));
    if (TRY(cli::print_about(tools::kSandboxLabel, tools::kSandboxLabelOptions, line))) return 0;

    bool sets = line.find("for") != nullptr || line.find("shared") != nullptr;
    bool restores = line.find("restore") != nullptr, lists = line.find("list") != nullptr;
    if (!sets && !restores && !lists) return show(line);
    if (line.options.size() != 1) return fail(Error::usage("--for, --shared, --restore and --list go one at a time, and not with --json"));
    if (line.operands.empty()) return fail(Error::usage("name the files"));

    std::vector<std::string> command;
    if (sets) command = {"set", TRY(wanted(line))};
    else command = {restores ? "restore" : "list"};
    for (const char* path : line.operands) command.push_back(TRY(path_of(path, !lists)));
    return TRY(cli::print(TRY(run_helper(std::move(command))))), 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-label", run, argc, argv);
}

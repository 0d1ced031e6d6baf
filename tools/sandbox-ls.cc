// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-ls.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "runtime/ledger/find.hh"
#include "runtime/running/listing.hh"

using namespace sandbox;

namespace {

std::string names_of(const std::vector<ledger::Record>& records) {
    std::string text;
    for (const auto& record : records) text += record.name + "\n";
    return text;
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxLs, tools::kSandboxLsOptions, args));
    if (TRY(cli::print_about(tools::kSandboxLs, tools::kSandboxLsOptions, line))) return 0;
    TRY(cli::exclude(line, "quiet", "json"));
    if (!line.operands.empty()) return fail(Error::usage("unexpected argument " + quote(line.operands[0])));

    std::vector<std::string> labels;
    for (const cli::Parsed& option : line.options)
        if (option.option->name == "label") labels.emplace_back(*option.argument);
    auto records = TRY(ledger::list());
    std::erase_if(records, [&](const auto& record) { return !has_labels(record, labels); });
    if (line.find("json") != nullptr) return TRY(cli::print(print_json(records))), 0;
    if (line.find("quiet") != nullptr) return TRY(cli::print(names_of(records))), 0;
    return TRY(cli::print(print_table(records))), 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-ls", run, argc, argv);
}

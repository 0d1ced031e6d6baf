// SPDX-License-Identifier: LGPL-2.1-or-later
/// Prints, at build time, what derives from the settings and the tools' tables: manual, completion, schema.

#include "cli/completion.hh"
#include "cli/main.hh"
#include "cli/man.hh"
#include "cli/print.hh"
#include "cli/schema.hh"
#include "tools/cgclassify.hh"
#include "tools/cgconfigparser.hh"
#include "tools/cgcreate.hh"
#include "tools/cgdelete.hh"
#include "tools/cgexec.hh"
#include "tools/cgget.hh"
#include "tools/cgset.hh"
#include "tools/cgsnapshot.hh"
#include "tools/cgxget.hh"
#include "tools/cgxset.hh"
#include "tools/lscgroup.hh"
#include "tools/lsns.hh"
#include "tools/lssubsys.hh"
#include "tools/nsenter.hh"
#include "tools/sandbox-run.hh"
#include "tools/sandbox-check.hh"
#include "tools/sandbox-convert.hh"
#include "tools/sandbox-exec.hh"
#include "tools/sandbox-generator.hh"
#include "tools/sandbox-label.hh"
#include "tools/sandbox-log.hh"
#include "tools/sandbox-ls.hh"
#include "tools/sandbox-report.hh"
#include "tools/sandbox-set.hh"
#include "tools/sandbox-stat.hh"
#include "tools/sandbox-stop.hh"
#include "tools/sandbox-wait.hh"
#include "tools/unshare.hh"
#include "unit/live.hh"
#include "unit/registry.hh"

#include <cstdio>
#include <memory>

using namespace sandbox;
using namespace sandbox::cli;

namespace {

/// A tool with its own options, whether those of the settings join them, and those behind all.
struct Described {
    const Tool* tool;
    std::span<const Option> own;
    bool has_settings;
    std::span<const Option> last{};
};

constexpr Described kTools[] = {
    {&tools::kSandboxRun, tools::kSandboxRunOptions, true, tools::kNspawnOptions},
    {&tools::kSandboxWait, tools::kSandboxWaitOptions, false},
    {&tools::kSandboxStop, tools::kSandboxStopOptions, false},
    {&tools::kSandboxCheck, tools::kSandboxCheckOptions, false},
    {&tools::kSandboxConvert, tools::kSandboxConvertOptions, false},
    {&tools::kSandboxExec, tools::kSandboxExecOptions, false},
    {&tools::kSandboxGenerator, tools::kSandboxGeneratorOptions, false},
    {&tools::kSandboxLabel, tools::kSandboxLabelOptions, false},
    {&tools::kSandboxLog, tools::kSandboxLogOptions, false},
    {&tools::kSandboxLs, tools::kSandboxLsOptions, false},
    {&tools::kSandboxReport, tools::kSandboxReportOptions, false},
    {&tools::kSandboxSet, tools::kSandboxSetOptions, false},
    {&tools::kSandboxStat, tools::kSandboxStatOptions, false},
    {&tools::kCgclassify, tools::kCgclassifyOptions, false},
    {&tools::kCgconfigparser, tools::kCgconfigparserOptions, false},
    {&tools::kCgcreate, tools::kCgcreateOptions, false},
    {&tools::kCgdelete, tools::kCgdeleteOptions, false},
    {&tools::kCgexec, tools::kCgexecOptions, false},
    {&tools::kCgget, tools::kCggetOptions, false},
    {&tools::kCgset, tools::kCgsetOptions, false},
    {&tools::kCgxget, tools::kCgxgetOptions, false},
    {&tools::kCgxset, tools::kCgxsetOptions, false},
    {&tools::kCgsnapshot, tools::kCgsnapshotOptions, false},
    {&tools::kLscgroup, tools::kLscgroupOptions, false},
    {&tools::kLssubsys, tools::kLssubsysOptions, false},
    {&tools::kLsns, tools::kLsnsOptions, false},
    {&tools::kNsenter, tools::kNsenterOptions, false},
    {&tools::kUnshare, tools::kUnshareOptions, false},
};

std::vector<Setting> all_rows() {
    std::vector<Setting> rows;
    for (const Rows& domain : registry()) rows.insert(rows.end(), domain.settings.begin(), domain.settings.end());
    return rows;
}

std::vector<Option> options_with(const Described& described, std::span<const Setting> rows) {
    std::vector<Option> options(described.own.begin(), described.own.end());
    if (described.has_settings)
        for (const Option& option : options_of(rows)) options.push_back(option);
    options.insert(options.end(), described.last.begin(), described.last.end());
    return options;
}

Result<const Described*> find_tool(std::string_view name) {
    for (const Described& described : kTools)
        if (described.tool->name == name) return &described;
    return fail(Error::usage("no tool " + std::string(name)));
}

Result<std::string> read_file(const std::string& path) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "re"), std::fclose);
    if (!file) return fail(Error::from_errno("open " + path));
    std::string text;
    char buffer[4096];
    while (std::size_t size = std::fread(buffer, 1, sizeof buffer, file.get())) text.append(buffer, size);
    if (std::ferror(file.get()) != 0) return fail(Error::from_errno("read " + path));
    return text;
}

/// The page with what this build installs by its path, "@POLICY@", wherever it stands in a line.
std::string with_places(std::string text) {
    static constexpr std::string_view kPolicy = "@POLICY@";
    for (auto at = text.find(kPolicy); at != text.npos; at = text.find(kPolicy, at)) text.replace(at, kPolicy.size(), SANDBOX_POLICY);
    return text;
}

/// A page NAME.SECTION.in: @KEYS@ stands in pages of file formats (5), @OPTIONS@ in those of commands; others have neither.
Result<std::string> page(const std::string& path, std::span<const Setting> rows) {
    auto name = base_name(path);
    auto text = with_places(TRY(read_file(path)));
    if (name.ends_with(".5.in")) return fill_page(text, std::vector<Part>{{"KEYS", man_keys(rows)}});
    if (name.ends_with(".7.in")) return fill_page(text, std::vector<Part>{});
    const Described* described = TRY(find_tool(name.substr(0, name.find('.'))));
    return fill_page(text, std::vector<Part>{{"OPTIONS", man_options(options_with(*described, rows))}});
}

Result<std::string> generate(std::string_view kind, const std::string& subject) {
    auto rows = all_rows();
    if (kind == "man-keys") return man_keys(rows);
    if (kind == "schema") return schema(rows);
    if (kind == "page") return page(subject, rows);
    if (kind != "man-options" && kind != "completion") return fail(Error::usage("unknown kind " + std::string(kind)));
    const Described* described = TRY(find_tool(subject));
    auto options = options_with(*described, rows);
    if (!is_unambiguous(options)) return fail(Error::usage("two options of one name: " + subject));
    if (described->tool->operands == Operands::sandbox_keys) std::erase_if(rows, [](const Setting& row) { return !is_live(row); });
    return kind == "completion" ? completion(*described->tool, options, rows) : man_options(options);
}

Result<int> run(std::span<char*> args) {
    if (args.size() != 2 && args.size() != 3)
        return fail(Error::usage("expected man-keys, schema, man-options TOOL, completion TOOL or page TEMPLATE"));
    auto text = TRY(generate(args[1], args.size() == 3 ? args[2] : ""));
    TRY(print(text));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("generate", run, argc, argv);
}

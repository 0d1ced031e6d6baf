// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-stat.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "core/text.hh"
#include "runtime/ledger/find.hh"
#include "runtime/running/baseline.hh"

#include <algorithm>
#include <cerrno>
#include <set>
#include <string>
#include <time.h>

using namespace sandbox;

namespace {

/// What one look shows.
struct Look {
    std::vector<Usage> usages{};
    bool is_last = false;  ///< no sandbox is left, not even between two runs
};

/// Each once, also of those that were named twice.
std::vector<std::string> names_of(const cli::CommandLine& line) {
    std::vector<std::string> names;
    for (const char* name : line.operands)
        if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    return names;
}

/// Of those named, each of which is there, or of all.
Result<Look> look_first(const cli::CommandLine& line) {
    if (line.operands.empty()) {
        auto records = TRY(ledger::list());
        return Look{TRY(usages_of(records)), records.empty()};
    }
    Look look;
    for (const std::string& name : names_of(line)) look.usages.push_back(TRY(usage_of(TRY(ledger::find(name)).record)));
    return look;
}

/// The same of those named that have not gone since.
Result<Look> look_again(const cli::CommandLine& line) {
    if (line.operands.empty()) return look_first(line);
    std::vector<ledger::Record> records;
    for (const std::string& name : names_of(line)) {
        auto found = ledger::find_supervised(name);
        bool has_gone = !found && found.error().code() == ESRCH;
        if (!has_gone) records.push_back(TRY(std::move(found)).record);
    }
    return Look{TRY(usages_of(records)), records.empty()};
}

std::string text_of(const cli::CommandLine& line, std::span<const Usage> usages) {
    if (line.find("json") != nullptr) return print_usage_json(usages);
    if (line.find("openmetrics") != nullptr) return print_usage_openmetrics(usages);
    if (line.find("all") == nullptr) return print_usage_table(usages);
    std::string text;
    for (const Usage& usage : usages) text += (text.empty() ? "" : "\n") + print_usage(usage);
    return text;
}

/// Since the last --reset, where there was one. Why one is not used is said, and put with what has been `said`. A collector's
/// counters never go back.
Result<std::vector<Usage>> since_resets(const cli::CommandLine& line, std::vector<Usage> usages, std::set<std::string>& said) {
    if (line.find("since-start") != nullptr || line.find("openmetrics") != nullptr) return usages;
    for (Usage& usage : usages) {
        auto since = since_reset(usage);
        if (!since && since.error().code() != 0) return fail(std::move(since).error());
        if (since) usage = *std::move(since);
        else if (said.insert(since.error().message()).second) cli::complain("sandbox-stat: " + since.error().message() + "\n");
    }
    return usages;
}

/// Of all, before anything is done.
Result<std::vector<Baseline>> baselines_of(const cli::CommandLine& line, std::span<const Usage> usages) {
    std::vector<Baseline> baselines;
    if (line.find("reset") == nullptr) return baselines;
    for (const Usage& usage : usages) baselines.push_back(TRY(baseline_of(usage)));
    return baselines;
}

/// What is printed and what is kept are the same figures: nothing is lost between the two.
Result<void> tell(const cli::CommandLine& line, const std::vector<Usage>& usages, std::set<std::string>& said) {
    auto baselines = TRY(baselines_of(line, usages));
    TRY(cli::print(text_of(line, TRY(since_resets(line, usages, said)))));
    for (std::size_t index = 0; index < baselines.size(); ++index) TRY(keep_baseline(usages[index].name, baselines[index]));
    return {};
}

/// Zero: once only.
Result<std::chrono::microseconds> interval_of(const cli::CommandLine& line) {
    const auto* watch = line.find("watch");
    if (watch == nullptr) return std::chrono::microseconds(0);
    auto interval = parse_duration(watch->argument.value_or("1"));
    if (interval && *interval >= std::chrono::milliseconds(10) && *interval <= std::chrono::hours(24)) return *interval;
    return fail(Error::usage("--watch: " + quote(*watch->argument) + " is no time from 10ms to 24h"));
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxStat, tools::kSandboxStatOptions, args));
    if (TRY(cli::print_about(tools::kSandboxStat, tools::kSandboxStatOptions, line))) return 0;
    TRY(cli::exclude(line, "json", "openmetrics"));
    TRY(cli::exclude(line, "reset", "watch"));
    if (line.find("reset") != nullptr && line.operands.empty()) return fail(Error::usage("--reset: name the sandboxes"));
    auto interval = TRY(interval_of(line));
    auto look = TRY(look_first(line));
    std::set<std::string> said;
    for (;;) {
        TRY(tell(line, look.usages, said));
        if (interval.count() == 0 || look.is_last) return 0;
        timespec pause{.tv_sec = interval.count() / 1'000'000, .tv_nsec = interval.count() % 1'000'000 * 1000};
        ::nanosleep(&pause, nullptr);
        look = TRY(look_again(line));
    }
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-stat", run, argc, argv);
}

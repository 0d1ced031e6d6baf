// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/baseline.hh"

#include "core/clock.hh"
#include "core/directory.hh"
#include "core/file.hh"
#include "core/replace.hh"
#include "core/text.hh"
#include "runtime/ledger/entry.hh"
#include "runtime/ledger/find.hh"
#include "runtime/ledger/place.hh"

#include <algorithm>
#include <cerrno>
#include <climits>

namespace sandbox {
namespace {

constexpr char kFile[] = "baseline";

Error none_of_ours() {
    return Error::impossible("it is none of ours");
}

/// Nothing: there is none, or the entry is gone.
Result<std::optional<Baseline>> kept_baseline(const std::string& name) {
    auto entries = open_own_directory(TRY(ledger::place()));
    auto directory = entries ? ledger::open_entry(entries->get(), name) : fail(std::move(entries).error());
    auto file = directory ? open_regular_at(directory->get(), kFile, kFile) : fail(std::move(directory).error());
    if (!file && file.error().code() == ENOENT) return std::nullopt;
    return TRY(parse_baseline(TRY(read_all(TRY(std::move(file)).get(), kFile))));
}

}  // namespace

std::string print(const Baseline& baseline) {
    auto text = baseline.boot + " " + std::to_string(baseline.init.pid) + " " + std::to_string(baseline.init.start) + " " +
                std::to_string(baseline.taken) + "\n";
    for (const auto& counter : baseline.counters) text += counter.name + " " + std::to_string(counter.value) + "\n";
    return text;
}

/// The first line. Nothing: it is none.
static std::optional<Baseline> parse_head(std::string_view line) {
    auto words = split(line, ' ');
    if (words.size() != 4 || words[0].empty()) return std::nullopt;
    auto pid = parse_number(words[1]), start = parse_number(words[2]), taken = parse_number(words[3]);
    if (!pid || !start || !taken || *pid > INT_MAX || *taken > INT64_MAX) return std::nullopt;
    return Baseline{.boot = std::string(words[0]), .init = {static_cast<pid_t>(*pid), *start}, .taken = static_cast<std::int64_t>(*taken)};
}

Result<Baseline> parse_baseline(std::string_view text) {
    auto lines = split(text, '\n');
    auto baseline = parse_head(lines.front());
    if (!baseline || !lines.back().empty()) return fail(none_of_ours());
    for (std::string_view line : std::span(lines).subspan(1, lines.size() - 2)) {
        auto words = split(line, ' ');
        auto value = words.size() == 2 && !words[0].empty() ? parse_number(words[1]) : std::nullopt;
        if (!value) return fail(none_of_ours());
        baseline->counters.push_back({std::string(words[0]), *value});
    }
    return *std::move(baseline);
}

Result<Baseline> baseline_of(const Usage& usage) {
    Baseline baseline{.boot = TRY(ledger::boot_id()), .init = usage.init, .taken = real_now().count()};
    std::ranges::copy_if(std::span(usage.figures).first(usage.of_groups), std::back_inserter(baseline.counters),
                         [](const cgroups::Figure& figure) { return is_counter(figure.name); });
    std::ranges::sort(baseline.counters, {}, &cgroups::Figure::name);
    if (!baseline.counters.empty()) return baseline;
    return fail(Error::impossible("the kernel counts nothing for " + usage.name + ", which was started without a limit that needs a control group"));
}

Result<void> keep_baseline(const std::string& name, const Baseline& baseline) {
    auto place = TRY(ledger::lock_place());  // nobody takes the entry away meanwhile, and of two who write one waits
    auto directory = ledger::open_entry(place.get(), name);
    auto record = directory ? ledger::read_record(directory->get()) : fail(std::move(directory).error());
    if (!record || record->init != baseline.init) return fail(Error::impossible(name + " has ended meanwhile"));
    return replace_file(directory->get(), kFile, print(baseline), 0600, "the ledger's entry " + name + ": " + kFile);
}

Usage since(const Baseline& baseline, Usage usage) {
    for (auto& figure : std::span(usage.figures).first(usage.of_groups))
        figure.value -= std::min(figure.value, cgroups::find_figure(baseline.counters, figure.name).value_or(0));
    usage.reset = baseline.taken;
    return usage;
}

Result<Usage> since_reset(const Usage& usage) {
    auto kept = kept_baseline(usage.name);
    if (kept && !*kept) return usage;
    if (kept && ((*kept)->boot != TRY(ledger::boot_id()) || (*kept)->init != usage.init)) kept = fail(Error::impossible("it is of another run"));
    if (kept) return since(**kept, usage);
    auto error = std::move(kept).error().within("what --reset kept of " + usage.name);
    return fail(error.code() != 0 ? std::move(error) : std::move(error).hint("it is not used: figures are since the start"));
}

}  // namespace sandbox

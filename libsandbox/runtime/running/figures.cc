// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/figures.hh"

#include "core/json.hh"
#include "core/process.hh"
#include "domains/cgroups/directory.hh"
#include "domains/cgroups/freezer.hh"
#include "domains/cgroups/member.hh"
#include "runtime/running/listing.hh"
#include "runtime/running/processes.hh"

#include <algorithm>
#include <cerrno>
#include <set>
#include <unistd.h>

namespace sandbox {
namespace {

bool has(const std::vector<cgroups::Figure>& figures, std::string_view name) {
    return cgroups::find_figure(figures, name).has_value();
}

/// What processes tell; a figure that the groups gave already is theirs.
Result<void> add_processes(const std::set<pid_t>& processes, bool are_frozen, std::vector<cgroups::Figure>& figures) {
    std::uint64_t running = 0, tasks = 0, ticks = 0, pages = 0;
    auto proc = TRY(open_proc());
    for (pid_t pid : processes) {
        auto stat = TRY(read_process_stat(proc.get(), pid));
        if (!stat) continue;
        // On cgroup v1 who is frozen waits as if for a disk.
        running += !are_frozen && (stat->state == 'R' || stat->state == 'D');
        tasks += stat->threads;
        ticks += stat->ticks;
        pages += stat->resident;
    }
    auto add = [&](std::string_view name, std::uint64_t value) {
        if (!has(figures, name)) figures.push_back({std::string(name), value});
    };
    add("cpu-microseconds", ticks * 1'000'000 / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK)));
    add("memory-bytes", pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
    add("tasks", tasks);
    add("tasks-running", running);
    return {};
}

std::string print_seconds(std::uint64_t microseconds) {
    auto hundredths = microseconds / 10'000;
    std::string part = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (part.size() < 2 ? "0" : "") + part;
}

/// Bytes to three digits: "64.0M".
std::string print_rounded(std::uint64_t bytes) {
    constexpr std::string_view kUnits = "BKMGTP";
    std::size_t unit = 0;
    std::uint64_t tenths = bytes * 10;
    for (; tenths >= 10240 && unit + 1 < kUnits.size(); ++unit) tenths /= 1024;
    if (unit == 0) return std::to_string(bytes);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + kUnits[unit];
}

struct Column {
    std::string_view head;
    std::string_view figure;
    std::string (*print)(std::uint64_t);
};

constexpr Column kColumns[] = {
    {"CPU", "cpu-microseconds", print_seconds},
    {"MEMORY", "memory-bytes", print_rounded},
    {"PEAK", "memory-peak-bytes", print_rounded},
    {"TASKS", "tasks", [](std::uint64_t number) { return std::to_string(number); }},
    {"RUNNING", "tasks-running", [](std::uint64_t number) { return std::to_string(number); }},
    {"READ", "io-read-bytes", print_rounded},
    {"WRITTEN", "io-written-bytes", print_rounded},
};

/// A group that is gone, or a threaded one.
bool is_out_of_reach(int code) {
    return code == ENOENT || code == ENODEV || code == EOPNOTSUPP;
}

std::string since_text(const Usage& usage) {
    return usage.reset ? print_time(*usage.reset) : "start";
}

}  // namespace

bool is_counter(std::string_view figure) {
    bool is_gauge = (figure.ends_with("-bytes") && !figure.starts_with("io-")) || figure == "tasks" || figure == "tasks-peak" || figure == "tasks-running";
    return !is_gauge;
}

Result<Usage> usage_of(const ledger::Record& record) {
    Usage usage{.name = record.name, .init = record.init};
    std::vector<cgroups::Group> groups;
    for (const auto& seat : TRY(cgroups::seats_at(record.cgroups))) groups.push_back(seat.group);
    usage.figures = TRY(cgroups::read_figures(groups));
    usage.of_groups = usage.figures.size();
    std::set<pid_t> processes;
    for (const auto& group : groups) {
        auto inside = cgroups::processes(group);
        if (!inside && !is_out_of_reach(inside.error().code())) return fail(std::move(inside).error());
        if (inside) processes.insert(inside->begin(), inside->end());
    }
    if (groups.empty()) processes = TRY(processes_of(record));
    TRY(add_processes(processes, TRY(cgroups::is_frozen(record.cgroups)), usage.figures));
    return usage;
}

Result<std::vector<Usage>> usages_of(std::span<const ledger::Record> records) {
    std::vector<Usage> usages;
    for (const auto& record : records) {
        auto usage = usage_of(record);
        // Its groups go a moment after its PID 1.
        bool is_gone = !usage && (usage.error().code() == ENOENT || usage.error().code() == ENODEV);
        if (is_gone) continue;
        auto init = open_process(record.init);
        if (!init && init.error().code() == ESRCH) continue;
        if (!init) return fail(std::move(init).error());
        usages.push_back(TRY(std::move(usage)));
    }
    return usages;
}

std::string print_usage_table(std::span<const Usage> usages) {
    std::vector<std::vector<std::string>> lines{{"NAME"}};
    for (const Column& column : kColumns) lines[0].emplace_back(column.head);
    bool has_reset = std::ranges::any_of(usages, [](const Usage& usage) { return usage.reset.has_value(); });
    if (has_reset) lines[0].emplace_back("SINCE");
    for (const Usage& usage : usages) {
        auto& line = lines.emplace_back(std::vector<std::string>{escape(usage.name)});
        for (const Column& column : kColumns) {
            auto figure = cgroups::find_figure(usage.figures, column.figure);
            line.push_back(figure ? column.print(*figure) : "-");
        }
        if (has_reset) line.push_back(since_text(usage));
    }
    std::vector<std::size_t> widths(lines[0].size());
    for (const auto& line : lines)
        for (std::size_t column = 0; column < line.size(); ++column) widths[column] = std::max(widths[column], line[column].size());
    std::string text;
    for (const auto& line : lines) {
        text += line[0] + std::string(widths[0] - line[0].size(), ' ');
        for (std::size_t column = 1; column < line.size(); ++column)
            text += "  " + std::string(widths[column] - line[column].size(), ' ') + line[column];
        text += "\n";
    }
    return text;
}

std::string print_usage(const Usage& usage) {
    std::size_t width = 0;
    for (const auto& figure : usage.figures) width = std::max(width, figure.name.size());
    std::string text = escape(usage.name) + (usage.reset ? ", since " + since_text(usage) : "") + "\n";
    for (const auto& figure : usage.figures)
        text += std::string(figure.name) + std::string(width - figure.name.size() + 2, ' ') + std::to_string(figure.value) + "\n";
    return text;
}

std::string print_usage_json(std::span<const Usage> usages) {
    auto object = [](const Usage& usage) {
        JsonObject json;
        json.text("name", usage.name);
        if (usage.reset) json.number("reset-microseconds", *usage.reset);
        for (const auto& figure : usage.figures) json.number(figure.name, figure.value);
        return json.end();
    };
    return json_array(usages, object) + "\n";
}

std::string print_usage_openmetrics(std::span<const Usage> usages) {
    std::vector<std::string_view> names;
    for (const Usage& usage : usages)
        for (const auto& figure : usage.figures)
            if (std::ranges::find(names, figure.name) == names.end()) names.push_back(figure.name);
    std::string text;
    for (std::string_view name : names) {
        std::string family = "sandbox_" + std::string(name);
        std::ranges::replace(family, '-', '_');
        text += "# TYPE " + family + (is_counter(name) ? " counter\n" : " gauge\n");
        for (const Usage& usage : usages)
            if (auto value = cgroups::find_figure(usage.figures, name))
                text += family + (is_counter(name) ? "_total" : "") + "{name=" + quote(usage.name) + "} " + std::to_string(*value) + "\n";
    }
    return text + "# EOF\n";
}

}  // namespace sandbox

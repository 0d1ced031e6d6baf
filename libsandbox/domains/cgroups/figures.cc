// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/figures.hh"

#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>
#include <cerrno>

namespace sandbox::cgroups {
namespace {

/// Where a number stands: a file, and a key in it. No file: this version has no such number.
struct Place {
    std::string_view file{};
    std::string_view key{};
};

struct Row {
    std::string_view name;
    Place v2;
    Place v1;
    unsigned v1_divisor = 1;
};

constexpr Row kRows[] = {
    {"cpu-microseconds", {"cpu.stat", "usage_usec"}, {"cpuacct.usage"}, 1000},
    {"cpu-user-microseconds", {"cpu.stat", "user_usec"}, {"cpuacct.usage_user"}, 1000},
    {"cpu-system-microseconds", {"cpu.stat", "system_usec"}, {"cpuacct.usage_sys"}, 1000},
    {"cpu-throttled-periods", {"cpu.stat", "nr_throttled"}, {"cpu.stat", "nr_throttled"}},
    {"cpu-throttled-microseconds", {"cpu.stat", "throttled_usec"}, {"cpu.stat", "throttled_time"}, 1000},
    {"memory-bytes", {"memory.current"}, {"memory.usage_in_bytes"}},
    {"memory-peak-bytes", {"memory.peak"}, {"memory.max_usage_in_bytes"}},
    {"memory-anonymous-bytes", {"memory.stat", "anon"}, {"memory.stat", "rss"}},
    {"memory-file-bytes", {"memory.stat", "file"}, {"memory.stat", "cache"}},
    {"memory-kernel-bytes", {"memory.stat", "kernel"}, {"memory.kmem.usage_in_bytes"}},
    {"memory-slab-bytes", {"memory.stat", "slab"}, {}},
    {"memory-page-table-bytes", {"memory.stat", "pagetables"}, {}},
    {"memory-socket-bytes", {"memory.stat", "sock"}, {"memory.kmem.tcp.usage_in_bytes"}},
    {"memory-limit-hits", {"memory.events", "max"}, {"memory.failcnt"}},
    {"memory-high-hits", {"memory.events", "high"}, {}},
    {"memory-out-of-memory", {"memory.events.local", "oom"}, {}},
    {"memory-kills", {"memory.events", "oom_kill"}, {"memory.oom_control", "oom_kill"}},
    {"swap-bytes", {"memory.swap.current"}, {"memory.stat", "swap"}},
    {"tasks", {"pids.current"}, {"pids.current"}},
    {"tasks-peak", {"pids.peak"}, {"pids.peak"}},
    {"tasks-refused", {"pids.events", "max"}, {"pids.events", "max"}},
    {"cpu-pressure-microseconds", {"cpu.pressure", "some"}, {}},
    {"memory-pressure-microseconds", {"memory.pressure", "some"}, {}},
    {"io-pressure-microseconds", {"io.pressure", "some"}, {}},
};

struct DeviceRow {
    std::string_view name;
    Place v2;
    Place v1;
};

constexpr DeviceRow kDeviceRows[] = {
    {"io-read-bytes", {"io.stat", "rbytes"}, {"blkio.throttle.io_service_bytes", "Read"}},
    {"io-written-bytes", {"io.stat", "wbytes"}, {"blkio.throttle.io_service_bytes", "Write"}},
    {"io-reads", {"io.stat", "rios"}, {"blkio.throttle.io_serviced", "Read"}},
    {"io-writes", {"io.stat", "wios"}, {"blkio.throttle.io_serviced", "Write"}},
};

std::string_view controller_of(std::string_view file) {
    return file.substr(0, file.find('.'));
}

/// Files of one group, each read once.
class Files {
public:
    explicit Files(const Group& group) : group_(group) {}
    /// Null: the group has no such file.
    Result<const std::string*> text(std::string_view file) {
        if (file.empty()) return nullptr;
        auto known = std::ranges::find(known_, file, &Known::file);
        if (known != known_.end()) return known->text ? &*known->text : nullptr;
        if (is_elsewhere(controller_of(file))) return nullptr;
        auto read = cgroups::read(group_, file);
        if (!read && !is_missing(read.error().code())) return fail(std::move(read).error());
        known_.push_back({file, read ? std::optional(*std::move(read)) : std::nullopt});
        return known_.back().text ? &*known_.back().text : nullptr;
    }

private:
    /// Pressure that the kernel was told not to measure is EOPNOTSUPP.
    static bool is_missing(int code) {
        return code == ENOENT || code == ENODEV || code == EOPNOTSUPP || code == EACCES || code == EPERM;
    }

    /// On v1 most controllers are in another hierarchy than this: where the first file is missing, all are.
    bool is_elsewhere(std::string_view controller) const {
        if (group_.version != Version::v1) return false;
        auto first = std::ranges::find(known_, controller, [](const Known& known) { return controller_of(known.file); });
        return first != known_.end() && !first->text;
    }

    struct Known {
        std::string_view file;
        std::optional<std::string> text;
    };
    const Group& group_;
    std::vector<Known> known_{};  ///< as they were asked for
};

Result<std::optional<std::uint64_t>> read_row(const Row& row, Version version, Files& files) {
    const Place& place = version == Version::v2 ? row.v2 : row.v1;
    const std::string* text = TRY(files.text(place.file));
    auto number = text != nullptr ? number_in(*text, place.key) : std::nullopt;
    return number && version == Version::v1 ? std::optional(*number / row.v1_divisor) : number;
}

Result<void> read_group(const Group& group, std::vector<Figure>& figures) {
    Files files(group);
    bool is_v2 = group.version == Version::v2;
    for (const Row& row : kRows)
        if (auto number = TRY(read_row(row, group.version, files))) figures.push_back({std::string(row.name), *number});
    for (const DeviceRow& row : kDeviceRows) {
        const Place& place = is_v2 ? row.v2 : row.v1;
        if (const std::string* text = TRY(files.text(place.file))) figures.push_back({std::string(row.name), sum_of_devices(*text, place.key)});
    }
    return {};
}

/// "some avg10=0.00 avg60=0.00 avg300=0.00 total=123".
std::optional<std::uint64_t> total_of(std::string_view line) {
    auto at = line.find(" total=");
    return at == line.npos ? std::nullopt : parse_number(line.substr(at + 7));
}

}  // namespace

std::optional<std::uint64_t> number_in(std::string_view text, std::string_view key) {
    for (std::string_view line : split(text, '\n')) {
        if (key.empty()) return parse_number(line);
        if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') continue;
        return key == "some" ? total_of(line) : parse_number(line.substr(key.size() + 1));
    }
    return std::nullopt;
}

std::uint64_t sum_of_devices(std::string_view text, std::string_view key) {
    std::uint64_t sum = 0;
    for (std::string_view line : split(text, '\n')) {
        auto words = split(line, ' ');
        if (words.size() == 3 && words[1] == key) sum += parse_number(words[2]).value_or(0);
        for (std::string_view word : words)
            if (word.starts_with(key) && word.size() > key.size() && word[key.size()] == '=')
                sum += parse_number(word.substr(key.size() + 1)).value_or(0);
    }
    return sum;
}

Result<std::vector<Figure>> read_figures(std::span<const Group> groups) {
    std::vector<Figure> figures;
    for (const Group& group : groups) TRY(read_group(group, figures));
    return figures;
}

Result<std::uint64_t> count_memory_kills(std::span<const Group> groups) {
    constexpr const Row& kKills = *std::ranges::find(kRows, "memory-kills", &Row::name);
    for (const Group& group : groups) {
        Files files(group);
        if (auto kills = TRY(read_row(kKills, group.version, files))) return *kills;
    }
    return 0;
}

std::optional<std::uint64_t> find_figure(std::span<const Figure> figures, std::string_view name) {
    auto figure = std::ranges::find(figures, name, &Figure::name);
    return figure == figures.end() ? std::nullopt : std::optional(figure->value);
}

}  // namespace sandbox::cgroups

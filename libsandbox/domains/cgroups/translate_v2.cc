// SPDX-License-Identifier: LGPL-2.1-or-later
/// v2's words on a v1 host.
#include "core/text.hh"
#include "domains/cgroups/translation.hh"

#include <algorithm>
#include <array>

namespace sandbox::cgroups {
namespace {

using Settings = Result<std::vector<Setting>>;
using Text = Result<std::string>;

constexpr char kLimit[] = "memory.limit_in_bytes", kSoftLimit[] = "memory.soft_limit_in_bytes";
constexpr char kUsage[] = "memory.usage_in_bytes", kMaxUsage[] = "memory.max_usage_in_bytes";
constexpr char kCpusEffective[] = "cpuset.effective_cpus", kMemsEffective[] = "cpuset.effective_mems";
constexpr char kBurst[] = "cpu.cfs_burst_us", kTasks[] = "tasks";

Settings to_shares(const Setting& setting, const Read&) {
    auto weight = parse_number(setting.value);
    if (!weight || *weight < 1 || *weight > 10000) return fail(not_faithful(setting, "it is 1 to 10000"));
    return std::vector<Setting>{{"cpu.shares", std::to_string(*weight * 1024 / 100)}};
}

Text from_shares(std::string_view, const Read& read) {
    return std::to_string(std::clamp<std::uint64_t>(TRY(number_of(read, "cpu.shares")) * 100 / 1024, 1, 10000));
}

/// "max", "QUOTA" or either with a period behind it. The period goes first: a quota must be large enough for it.
Settings to_cfs(const Setting& setting, const Read&) {
    auto words = split(setting.value, ' ');
    bool is_unlimited = words[0] == "max";
    bool is_right = words.size() <= 2 && (is_unlimited || parse_number(words[0])) && (words.size() == 1 || parse_number(words[1]));
    if (!is_right) return fail(not_faithful(setting, "it is a quota or \"max\", and a period"));
    std::vector<Setting> settings;
    if (words.size() == 2) settings.push_back({"cpu.cfs_period_us", std::string(words[1])});
    settings.push_back({"cpu.cfs_quota_us", is_unlimited ? "-1" : std::string(words[0])});
    return settings;
}

Text from_cfs(std::string_view, const Read& read) {
    auto quota = TRY(line_of(read, "cpu.cfs_quota_us"));
    return (quota == "-1" ? "max" : quota) + " " + TRY(line_of(read, "cpu.cfs_period_us"));
}

Settings to_exclusive(const Setting& setting, const Read&) {
    if (setting.value == "isolated") return fail(not_faithful(setting, "cgroup v1 has no isolated partitions"));
    if (setting.value != "root" && setting.value != "member") return fail(not_faithful(setting, "it is root, member or isolated"));
    return std::vector<Setting>{{"cpuset.cpu_exclusive", setting.value == "root" ? "1" : "0"}};
}

Text from_exclusive(std::string_view, const Read& read) {
    return TRY(line_of(read, "cpuset.cpu_exclusive")) == "1" ? "root" : "member";
}

Result<std::string> limit_to_v1(const Setting& setting) {
    if (setting.value == "max") return "-1";
    if (!size_of(setting.value)) return fail(not_faithful(setting, "it is a size, or \"max\""));
    return setting.value;
}

template <const char* Name> Settings to_limit(const Setting& setting, const Read&) {
    return std::vector<Setting>{{Name, TRY(limit_to_v1(setting))}};
}

template <const char* Name> Text from_limit(std::string_view, const Read& read) {
    auto limit = TRY(number_of(read, Name));
    return limit >= kUnlimitedV1 ? "max" : std::to_string(limit);
}

Settings to_memsw(const Setting& setting, const Read& read) {
    std::string swap = TRY(limit_to_v1(setting));
    if (swap == "-1") return std::vector<Setting>{{"memory.memsw.limit_in_bytes", "-1"}};
    auto memory = TRY(number_of(read, kLimit));
    if (memory >= kUnlimitedV1) return fail(not_faithful(setting, "memory.limit_in_bytes is not set, and cgroup v1 limits both together"));
    auto sum = memory + std::min(*size_of(swap), kUnlimitedV1 - memory);
    return std::vector<Setting>{{"memory.memsw.limit_in_bytes", std::to_string(sum)}};
}

Text from_memsw(std::string_view, const Read& read) {
    auto both = TRY(number_of(read, "memory.memsw.limit_in_bytes")), memory = TRY(number_of(read, kLimit));
    return both >= kUnlimitedV1 ? "max" : std::to_string(both - std::min(both, memory));
}

Text swap_usage(std::string_view, const Read& read) {
    auto both = TRY(number_of(read, "memory.memsw.usage_in_bytes")), memory = TRY(number_of(read, kUsage));
    return std::to_string(both - std::min(both, memory));
}

Settings to_freezer(const Setting& setting, const Read&) {
    if (setting.value != "0" && setting.value != "1") return fail(not_faithful(setting, "it is 0 or 1"));
    return std::vector<Setting>{{"freezer.state", setting.value == "1" ? "FROZEN" : "THAWED"}};
}

Text from_freezer(std::string_view, const Read& read) {
    return TRY(line_of(read, "freezer.state")) == "THAWED" ? "0" : "1";
}

Settings to_blkio_weight(const Setting& setting, const Read& read) {
    std::string_view value = setting.value;
    if (value.starts_with("default ")) value.remove_prefix(8);
    auto weight = parse_number(value);
    if (!weight) return fail(not_faithful(setting, "cgroup v1 has no weights of single devices"));
    if (setting.file == "io.bfq.weight" && TRY(has(read, "blkio.bfq.weight"))) return std::vector<Setting>{{"blkio.bfq.weight", std::string(value)}};
    if (*weight < 2 || *weight > 200) return fail(not_faithful(setting, "blkio.weight is 10 to 1000, which is 2 to 200"));
    return std::vector<Setting>{{"blkio.weight", std::to_string(*weight * 5)}};
}

Text from_blkio_weight(std::string_view file, const Read& read) {
    if (file == "io.bfq.weight" && TRY(has(read, "blkio.bfq.weight"))) return line_of(read, "blkio.bfq.weight");
    return "default " + std::to_string(TRY(number_of(read, "blkio.weight")) / 5);
}

struct Throttle {
    std::string_view key;
    std::string_view file;
};
constexpr Throttle kThrottles[] = {
    {"rbps", "blkio.throttle.read_bps_device"},
    {"wbps", "blkio.throttle.write_bps_device"},
    {"riops", "blkio.throttle.read_iops_device"},
    {"wiops", "blkio.throttle.write_iops_device"},
};

Settings to_throttle(const Setting& setting, const Read&) {
    auto words = split(setting.value, ' ');
    std::vector<Setting> settings;
    for (std::size_t at = 1; at < words.size(); ++at) {
        auto equals = words[at].find('=');
        std::string_view key = words[at].substr(0, equals), value = equals == key.npos ? "" : words[at].substr(equals + 1);
        auto throttle = std::ranges::find(kThrottles, key, &Throttle::key);
        if (throttle == std::end(kThrottles) || (value != "max" && !parse_number(value)))
            return fail(not_faithful(setting, "it is MAJOR:MINOR and rbps=, wbps=, riops= or wiops="));
        settings.push_back({std::string(throttle->file), std::string(words[0]) + " " + (value == "max" ? "0" : std::string(value))});
    }
    if (settings.empty()) return fail(not_faithful(setting, "it has no limit"));
    return settings;
}

/// One line a device, with all four keys, as v2 prints it.
Text from_throttle(std::string_view, const Read& read) {
    std::vector<std::pair<std::string, std::array<std::string, 4>>> devices;
    for (std::size_t which = 0; which < std::size(kThrottles); ++which) {
        std::string text = TRY(read(kThrottles[which].file));
        for (std::string_view line : split(text, '\n')) {
            auto words = split(line, ' ');
            if (words.size() != 2) continue;
            auto at = std::find_if(devices.begin(), devices.end(), [&](const auto& device) { return device.first == words[0]; });
            if (at == devices.end()) at = devices.insert(at, {std::string(words[0]), {"max", "max", "max", "max"}});
            at->second[which] = words[1];
        }
    }
    std::string lines;
    for (const auto& [device, limits] : devices) {
        lines += (lines.empty() ? "" : "\n") + device;
        for (std::size_t which = 0; which < limits.size(); ++which)
            lines += " " + std::string(kThrottles[which].key) + "=" + limits[which];
    }
    return lines;
}

constexpr std::string_view kNoProtection = "cgroup v1 protects no memory";
constexpr std::string_view kNoFile = "cgroup v1 has no such file";

constexpr Translation kRows[] = {
    {"cpu.weight", to_shares, from_shares},
    {"cpu.max", to_cfs, from_cfs},
    {"cpu.max.burst", write_as<kBurst>, get_from<kBurst>},
    {"cpu.idle", write_same, get_same},
    {"cpu.uclamp.min", write_same, get_same},
    {"cpu.uclamp.max", write_same, get_same},
    {"cpu.stat", nullptr, nullptr, "its lines have other names and meanings"},
    {"cpuset.cpus", write_same, get_same},
    {"cpuset.mems", write_same, get_same},
    {"cpuset.cpus.effective", nullptr, get_from<kCpusEffective>},
    {"cpuset.mems.effective", nullptr, get_from<kMemsEffective>},
    {"cpuset.cpus.partition", to_exclusive, from_exclusive},
    {"memory.max", to_limit<kLimit>, from_limit<kLimit>},
    {"memory.high", to_limit<kSoftLimit>, from_limit<kSoftLimit>},
    {"memory.min", nullptr, nullptr, kNoProtection},
    {"memory.low", nullptr, nullptr, kNoProtection},
    {"memory.swap.max", to_memsw, from_memsw},
    {"memory.swap.current", nullptr, swap_usage},
    {"memory.current", nullptr, get_from<kUsage>},
    {"memory.peak", nullptr, get_from<kMaxUsage>},
    {"memory.oom.group", nullptr, nullptr, kNoFile},
    {"pids.max", write_same, get_same},
    {"pids.current", nullptr, get_same},
    {"pids.peak", nullptr, get_same},
    {"pids.events", nullptr, get_same},
    {"cgroup.freeze", to_freezer, from_freezer},
    {"cgroup.kill", nullptr, nullptr, kNoFile},
    {"io.weight", to_blkio_weight, from_blkio_weight},
    {"io.bfq.weight", to_blkio_weight, from_blkio_weight},
    {"io.max", to_throttle, from_throttle},
    {"io.latency", nullptr, nullptr, kNoFile},
    {"cgroup.procs", write_same, get_same},
    {"cgroup.threads", write_as<kTasks>, get_from<kTasks>},
};

}  // namespace

std::span<const Translation> translations_of_v2() {
    return kRows;
}

}  // namespace sandbox::cgroups

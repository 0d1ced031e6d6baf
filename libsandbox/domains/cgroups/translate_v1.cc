// SPDX-License-Identifier: LGPL-2.1-or-later
/// v1's words on a v2 host.
#include "core/text.hh"
#include "domains/cgroups/translation.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

using Settings = Result<std::vector<Setting>>;
using Text = Result<std::string>;

constexpr char kMemoryMax[] = "memory.max", kMemoryHigh[] = "memory.high", kCurrent[] = "memory.current", kPeak[] = "memory.peak";
constexpr char kCpusEffective[] = "cpuset.cpus.effective", kMemsEffective[] = "cpuset.mems.effective";
constexpr char kBurst[] = "cpu.max.burst", kThreads[] = "cgroup.threads";

Settings to_weight(const Setting& setting, const Read&) {
    auto shares = parse_number(setting.value);
    if (!shares || *shares < 2) return fail(not_faithful(setting, "shares are 2 or more"));
    // 1024 is 100; the least of one is the least of the other.
    std::uint64_t weight = std::max<std::uint64_t>(1, *shares * 100 / 1024);
    if (*shares > 262144 || weight > 10000) return fail(not_faithful(setting, "cpu.weight goes to 10000, which is 102400 shares"));
    return std::vector<Setting>{{"cpu.weight", std::to_string(weight)}};
}

Text from_weight(std::string_view, const Read& read) {
    return std::to_string(TRY(number_of(read, "cpu.weight")) * 1024 / 100);
}

struct CpuMax {
    std::string quota;
    std::string period;
};

Result<CpuMax> cpu_max(const Read& read) {
    std::string text = TRY(line_of(read, "cpu.max"));
    auto blank = text.find(' ');
    if (blank == text.npos) return fail(Error::impossible("cpu.max: " + quote(text) + " is not a quota and a period"));
    return CpuMax{text.substr(0, blank), text.substr(blank + 1)};
}

Settings to_quota(const Setting& setting, const Read& read) {
    bool is_unlimited = setting.value == "-1";
    if (!is_unlimited && !parse_number(setting.value)) return fail(not_faithful(setting, "it is no number of microseconds"));
    return std::vector<Setting>{{"cpu.max", (is_unlimited ? "max" : setting.value) + " " + TRY(cpu_max(read)).period}};
}

Settings to_period(const Setting& setting, const Read& read) {
    if (!parse_number(setting.value)) return fail(not_faithful(setting, "it is no number of microseconds"));
    return std::vector<Setting>{{"cpu.max", TRY(cpu_max(read)).quota + " " + setting.value}};
}

Text from_quota(std::string_view, const Read& read) {
    auto quota = TRY(cpu_max(read)).quota;
    return quota == "max" ? "-1" : quota;
}

Text from_period(std::string_view, const Read& read) {
    return TRY(cpu_max(read)).period;
}

Settings to_partition(const Setting& setting, const Read&) {
    if (setting.value != "0" && setting.value != "1") return fail(not_faithful(setting, "it is 0 or 1"));
    return std::vector<Setting>{{"cpuset.cpus.partition", setting.value == "1" ? "root" : "member"}};
}

Text from_partition(std::string_view, const Read& read) {
    auto partition = TRY(line_of(read, "cpuset.cpus.partition"));
    if (partition == "member") return "0";
    if (partition == "root" || partition == "isolated") return "1";
    return fail(Error::usage("cpuset.cpu_exclusive: cpuset.cpus.partition is " + quote(partition)));
}

/// "-1" and what v1 prints for no limit, or more, are "max".
Result<std::string> limit_to_v2(const Setting& setting) {
    if (setting.value == "-1") return "max";
    auto size = size_of(setting.value);
    if (!size) return fail(not_faithful(setting, "it is a size, or -1"));
    return *size >= kUnlimitedV1 ? "max" : setting.value;
}

template <const char* Name> Settings to_limit(const Setting& setting, const Read&) {
    return std::vector<Setting>{{Name, TRY(limit_to_v2(setting))}};
}

Result<std::uint64_t> limit_in(const Read& read, std::string_view file) {
    if (TRY(line_of(read, file)) == "max") return kUnlimitedV1;
    return number_of(read, file);
}

template <const char* Name> Text from_limit(std::string_view, const Read& read) {
    return std::to_string(TRY(limit_in(read, Name)));
}

/// v1 limits memory and swap together, v2 swap alone.
Settings to_swap(const Setting& setting, const Read& read) {
    std::string both = TRY(limit_to_v2(setting));
    if (both == "max") return std::vector<Setting>{{"memory.swap.max", "max"}};
    std::uint64_t size = *size_of(both);
    std::uint64_t memory = TRY(limit_in(read, "memory.max"));
    if (memory == kUnlimitedV1) return fail(not_faithful(setting, "memory.max is not set, and cgroup v2 limits swap alone"));
    if (size < memory) return fail(not_faithful(setting, "it is less than memory.max"));
    return std::vector<Setting>{{"memory.swap.max", std::to_string(size - memory)}};
}

Text from_swap(std::string_view, const Read& read) {
    std::uint64_t memory = TRY(limit_in(read, "memory.max")), swap = TRY(limit_in(read, "memory.swap.max"));
    return std::to_string(memory == kUnlimitedV1 || swap == kUnlimitedV1 ? kUnlimitedV1 : memory + swap);
}

Text memory_and_swap(std::string_view, const Read& read) {
    return std::to_string(TRY(number_of(read, "memory.current")) + TRY(number_of(read, "memory.swap.current")));
}

Text memory_failures(std::string_view, const Read& read) {
    return std::to_string(TRY(field_of(read, "memory.events", "max")));
}

Text kernel_memory(std::string_view, const Read& read) {
    return std::to_string(TRY(field_of(read, "memory.stat", "kernel")));
}

Text cpu_usage(std::string_view file, const Read& read) {
    auto key = file == "cpuacct.usage" ? "usage_usec" : file == "cpuacct.usage_user" ? "user_usec" : "system_usec";
    return std::to_string(TRY(field_of(read, "cpu.stat", key)) * 1000);
}

Settings to_freeze(const Setting& setting, const Read&) {
    if (setting.value != "FROZEN" && setting.value != "THAWED") return fail(not_faithful(setting, "it is FROZEN or THAWED"));
    return std::vector<Setting>{{"cgroup.freeze", setting.value == "FROZEN" ? "1" : "0"}};
}

Text from_freeze(std::string_view, const Read& read) {
    if (TRY(line_of(read, "cgroup.freeze")) == "0") return "THAWED";
    return TRY(field_of(read, "cgroup.events", "frozen")) == 1 ? "FROZEN" : "FREEZING";
}

/// 500 is 100. Which file there is depends on the scheduler: io.weight with a cost model, io.bfq.weight with bfq.
Settings to_io_weight(const Setting& setting, const Read& read) {
    auto weight = parse_number(setting.value);
    if (!weight || *weight < 10 || *weight > 1000) return fail(not_faithful(setting, "it is 10 to 1000"));
    return std::vector<Setting>{{TRY(has(read, "io.weight")) ? "io.weight" : "io.bfq.weight", std::to_string(*weight / 5)}};
}

Text from_io_weight(std::string_view, const Read& read) {
    auto text = TRY(line_of(read, TRY(has(read, "io.weight")) ? "io.weight" : "io.bfq.weight"));
    std::string_view line = std::string_view(text).substr(0, text.find('\n'));
    if (line.starts_with("default ")) line.remove_prefix(8);
    auto weight = parse_number(line);
    if (!weight) return fail(Error::impossible("io.weight: " + quote(text) + " has no default"));
    return std::to_string(*weight * 5);
}

std::string_view io_key(std::string_view file) {
    bool is_read = file.find(".read_") != file.npos, is_bytes = file.find("_bps_") != file.npos;
    return is_read ? is_bytes ? "rbps" : "riops" : is_bytes ? "wbps" : "wiops";
}

Settings to_io_max(const Setting& setting, const Read&) {
    auto words = split(setting.value, ' ');
    auto limit = words.size() == 2 ? parse_number(words[1]) : std::nullopt;
    if (!limit) return fail(not_faithful(setting, "it is MAJOR:MINOR and a number"));
    std::string value = *limit == 0 ? "max" : std::string(words[1]);
    return std::vector<Setting>{{"io.max", std::string(words[0]) + " " + std::string(io_key(setting.file)) + "=" + value}};
}

Text from_io_max(std::string_view file, const Read& read) {
    std::string text = TRY(read("io.max")), lines;
    for (std::string_view line : split(text, '\n')) {
        auto words = split(line, ' ');
        for (std::string_view word : words) {
            auto equals = word.find('=');
            if (equals == word.npos || word.substr(0, equals) != io_key(file) || word.substr(equals + 1) == "max") continue;
            lines += (lines.empty() ? "" : "\n") + std::string(words[0]) + " " + std::string(word.substr(equals + 1));
        }
    }
    return lines;
}

constexpr std::string_view kNoDevices = "cgroup v2 has no files for devices, a BPF program decides there";
constexpr std::string_view kOneMemory = "cgroup v2 counts kernel memory in memory.max";

constexpr Translation kRows[] = {
    {"cpu.shares", to_weight, from_weight},
    {"cpu.cfs_quota_us", to_quota, from_quota},
    {"cpu.cfs_period_us", to_period, from_period},
    {"cpu.cfs_burst_us", write_as<kBurst>, get_from<kBurst>},
    {"cpu.idle", write_same, get_same},
    {"cpu.uclamp.min", write_same, get_same},
    {"cpu.uclamp.max", write_same, get_same},
    {"cpu.stat", nullptr, nullptr, "its lines have other names and meanings"},
    {"cpuacct.usage", nullptr, cpu_usage, "cpu.stat cannot be reset"},
    {"cpuacct.usage_user", nullptr, cpu_usage},
    {"cpuacct.usage_sys", nullptr, cpu_usage},
    {"cpuset.cpus", write_same, get_same},
    {"cpuset.mems", write_same, get_same},
    {"cpuset.effective_cpus", nullptr, get_from<kCpusEffective>},
    {"cpuset.effective_mems", nullptr, get_from<kMemsEffective>},
    {"cpuset.cpu_exclusive", to_partition, from_partition},
    {"memory.limit_in_bytes", to_limit<kMemoryMax>, from_limit<kMemoryMax>},
    {"memory.soft_limit_in_bytes", to_limit<kMemoryHigh>, from_limit<kMemoryHigh>},
    {"memory.memsw.limit_in_bytes", to_swap, from_swap},
    {"memory.usage_in_bytes", nullptr, get_from<kCurrent>},
    {"memory.max_usage_in_bytes", nullptr, get_from<kPeak>, "memory.peak is reset for one reader only"},
    {"memory.memsw.usage_in_bytes", nullptr, memory_and_swap},
    {"memory.failcnt", nullptr, memory_failures, "memory.events cannot be reset"},
    {"memory.kmem.usage_in_bytes", nullptr, kernel_memory},
    {"memory.kmem.limit_in_bytes", nullptr, nullptr, kOneMemory},
    {"pids.max", write_same, get_same},
    {"pids.current", nullptr, get_same},
    {"pids.peak", nullptr, get_same},
    {"pids.events", nullptr, get_same},
    {"freezer.state", to_freeze, from_freeze},
    {"blkio.weight", to_io_weight, from_io_weight},
    {"blkio.throttle.read_bps_device", to_io_max, from_io_max},
    {"blkio.throttle.write_bps_device", to_io_max, from_io_max},
    {"blkio.throttle.read_iops_device", to_io_max, from_io_max},
    {"blkio.throttle.write_iops_device", to_io_max, from_io_max},
    {"devices.allow", nullptr, nullptr, kNoDevices},
    {"devices.deny", nullptr, nullptr, kNoDevices},
    {"devices.list", nullptr, nullptr, kNoDevices},
    {"cgroup.procs", write_same, get_same},
    {"tasks", write_as<kThreads>, get_from<kThreads>},
};

}  // namespace

std::span<const Translation> translations_of_v1() {
    return kRows;
}

}  // namespace sandbox::cgroups

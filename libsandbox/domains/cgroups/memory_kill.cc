// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/memory_kill.hh"

#include "core/kernel_log.hh"
#include "core/text.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

/// What stands behind "KEY=" up to the next comma.
std::string_view field(std::string_view record, std::string_view key) {
    auto at = record.find(key);
    if (at == record.npos) return {};
    auto value = record.substr(at + key.size());
    return value.substr(0, value.find_first_of(",\n"));
}

/// Who was killed. The name is the process's own, which may write commas and keys into it: the number is looked for from the end.
MemoryKill victim_of(std::string_view record) {
    constexpr std::string_view kTask = ",task=", kPid = ",pid=";
    constexpr std::size_t kLongest = 15;  // TASK_COMM_LEN without its NUL
    auto end = record.rfind(kPid, record.rfind(",uid="));
    if (end == record.npos) return {.count = 1};
    auto name = end > kTask.size() + kLongest ? record.find(kTask, end - kTask.size() - kLongest) : record.find(kTask);
    if (name >= end) return {.count = 1};
    return {.victim = std::string(record.substr(name + kTask.size(), end - name - kTask.size())),
            .pid = static_cast<pid_t>(parse_number(field(record.substr(end), kPid)).value_or(0)), .count = 1};
}

/// Whether a path from the hierarchy's root is the group or lies below it. What we see of a path may lack the front, in a
/// cgroup namespace.
bool is_in(std::string_view path, const Group& group) {
    auto at = path.find(group.path);
    if (group.is_root() || at == path.npos) return false;
    auto rest = path.substr(at + group.path.size());
    return rest.empty() || rest.starts_with('/');
}

}  // namespace

static constexpr std::string_view kOwners[] = {"own", "ancestor", "machine", "outside"};

std::string_view name_of(LimitOwner owner) {
    return kOwners[static_cast<std::size_t>(owner)];
}

LimitOwner owner_of(std::string_view name) {
    auto found = std::ranges::find(kOwners, name);
    return found == std::end(kOwners) ? LimitOwner::outside : static_cast<LimitOwner>(found - kOwners);
}

std::optional<MemoryKill> parse_kill(std::string_view record, const Group& group) {
    if (record.find(";oom-kill:") == record.npos || !is_in(field(record, ",task_memcg="), group)) return std::nullopt;
    auto kill = victim_of(record);
    auto limit = field(record, ",oom_memcg=");
    if (limit.empty()) {
        kill.owner = LimitOwner::machine;
        return kill;
    }
    kill.owner = is_in(limit, group) ? LimitOwner::own : LimitOwner::ancestor;
    kill.limit_group = limit;
    return kill;
}

/// What may be free below a limit when nothing more was to be had, in bytes.
static constexpr std::uint64_t kFree = 64 * 4096;

/// Whether the group has had all that it may. Its counters of failures, which would say so too, stay 0 on newer kernels.
static bool was_full(const Group& group, std::uint64_t peak) {
    if (group.version != Version::v1) return false;
    auto text = read(group, "memory.limit_in_bytes");
    auto limit = text ? number_in(*text, "") : std::nullopt;
    return limit && peak + kFree >= *limit;
}

/// What the group itself says of a kill that the kernel's log does not tell of, as where that is not ours to read. v1 counts no
/// kills by limit; so it is whether its own was reached.
static bool has_own_limit_killed(std::span<const Group> groups, std::span<const Figure> figures) {
    if (find_figure(figures, "memory-out-of-memory").value_or(0) > 0) return true;
    auto peak = find_figure(figures, "memory-peak-bytes").value_or(0);
    return std::ranges::any_of(groups, [&](const Group& group) { return was_full(group, peak); });
}

std::optional<MemoryKill> find_memory_kill(std::span<const Group> groups, std::span<const Figure> figures, std::uint64_t start) {
    auto count = find_figure(figures, "memory-kills").value_or(0);
    if (count == 0) return std::nullopt;
    MemoryKill last;
    auto log = KernelLog::open(start);
    while (auto record = log ? log->next() : std::nullopt)
        for (const Group& group : groups)
            if (auto kill = parse_kill(*record, group)) last = *std::move(kill);
    if (last.pid == 0 && has_own_limit_killed(groups, figures)) last.owner = LimitOwner::own;
    last.count = count;
    return last;
}

}  // namespace sandbox::cgroups

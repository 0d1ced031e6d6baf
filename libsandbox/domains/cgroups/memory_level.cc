// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/memory_level.hh"

#include "domains/cgroups/figures.hh"
#include "domains/cgroups/file.hh"

#include <algorithm>

namespace sandbox::cgroups {
namespace {

/// The files of a version, and the keys of its memory.stat.
struct Words {
    std::string_view limit, usage, files, shared;
};
constexpr Words kV1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_cache", "total_shmem"};
constexpr Words kV2{"memory.max", "memory.current", "file", "shmem"};

/// What cgroup v1 calls no limit is almost as much.
constexpr std::uint64_t kNoLimit = 1ull << 60;

std::optional<std::uint64_t> number(const Group& group, std::string_view file) {
    auto text = read(group, file);
    return text ? number_in(*text, "") : std::nullopt;
}

}  // namespace

std::optional<unsigned> memory_level(std::span<const Group> groups) {
    for (const Group& group : groups) {
        const Words& words = group.version == Version::v1 ? kV1 : kV2;
        auto limit = number(group, words.limit), usage = number(group, words.usage);
        auto stat = read(group, "memory.stat");
        if (!limit || !usage || !stat || *limit == 0 || *limit >= kNoLimit) continue;
        // What is shared, as on a tmpfs, counts among the files and can go nowhere.
        auto files = number_in(*stat, words.files).value_or(0);
        auto kept = files - std::min(files, number_in(*stat, words.shared).value_or(0));
        return static_cast<unsigned>((*usage - std::min(*usage, kept)) * 100 / *limit);
    }
    return std::nullopt;
}

}  // namespace sandbox::cgroups

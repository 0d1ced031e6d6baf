// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandbox {

/// A line of /proc/PID/uid_map: `count` ids, from `inside` in that user namespace and from `outside` in ours.
struct IdRange {
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    std::uint64_t count = 0;

    bool has_inside(std::uint64_t id) const { return id >= inside && id - inside < count; }
    bool has_outside(std::uint64_t id) const { return id >= outside && id - outside < count; }
};

/// What an id inside is outside; none: the map lacks it.
std::optional<std::uint32_t> outside_of(std::span<const IdRange> map, std::uint32_t inside);

/// `process`: a number, or "self".
Result<std::vector<IdRange>> read_user_map(const std::string& process);
Result<std::vector<IdRange>> read_group_map(const std::string& process);

}  // namespace sandbox

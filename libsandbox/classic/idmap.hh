// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox::classic {

/// Whether a range means just these ids inside, or as many from 0 as it has outside: "auto".
enum class InnerIds { fixed, free };

/// One line of a map in user_namespaces(7)'s order: ids from `inner` inside are those from `outer` outside.
struct IdRange {
    std::uint64_t inner = 0;
    std::uint64_t outer = 0;
    std::uint64_t count = 0;
    InnerIds ids = InnerIds::fixed;

    bool operator==(const IdRange&) const = default;
};

/// "inner:outer:count", or "outer,inner,count" as before util-linux 2.39.
Result<IdRange> parse_range(std::string_view text);

/// The map that lets every id through which a map in /proc/PID/uid_map's format knows: "all".
std::vector<IdRange> pass_through(std::string_view map);

/// The ranges with one id more, first. Where a range maps the same inner or outer id, that id is cut out of it on its
/// side; the ids behind move up, so that the last one of the other side stays unmapped, unless the inner ids are free.
std::vector<IdRange> with_single(const IdRange& single, std::span<const IdRange> ranges);

/// Why the kernel refuses the map, by its line: 'line 2, "3 100 5", maps ids that line 1 maps too'; "" if nothing is seen.
/// `known` is what the caller's namespace maps, from pass_through().
std::string complaint_about(std::span<const IdRange> map, std::span<const IdRange> known);

/// The bytes for /proc/PID/uid_map: "inner outer count" lines.
std::string print_map(std::span<const IdRange> ranges);

}  // namespace sandbox::classic

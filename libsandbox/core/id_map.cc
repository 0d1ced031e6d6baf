// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/id_map.hh"

#include "core/file.hh"
#include "core/text.hh"

namespace sandbox {

static Result<std::vector<IdRange>> read_map(const std::string& process, const char* file) {
    std::vector<IdRange> ranges;
    auto text = TRY(read_file("/proc/" + process + file));
    for (std::string_view line : split(text, '\n')) {
        std::vector<std::uint64_t> numbers;
        for (std::string_view word : split(line, ' '))
            if (auto number = parse_number(word)) numbers.push_back(*number);
        if (numbers.size() == 3) ranges.push_back({numbers[0], numbers[1], numbers[2]});
    }
    return ranges;
}

std::optional<std::uint32_t> outside_of(std::span<const IdRange> map, std::uint32_t inside) {
    for (const IdRange& range : map)
        if (range.has_inside(inside)) return static_cast<std::uint32_t>(range.outside + (inside - range.inside));
    return std::nullopt;
}

Result<std::vector<IdRange>> read_user_map(const std::string& process) {
    return read_map(process, "/uid_map");
}

Result<std::vector<IdRange>> read_group_map(const std::string& process) {
    return read_map(process, "/gid_map");
}

}  // namespace sandbox

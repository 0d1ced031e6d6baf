// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/idmap.hh"

#include "classic/message.hh"
#include "classic/number.hh"
#include "core/text.hh"

#include <algorithm>

namespace sandbox::classic {

Result<IdRange> parse_range(std::string_view text) {
    bool is_old = text.find(',') != text.npos;
    auto words = split(text, is_old ? ',' : ':');
    std::vector<std::uint64_t> numbers;
    for (auto word : words)
        if (auto number = parse_decimal(word); number && *number <= 0xffffffff) numbers.push_back(*number);
    if (words.size() != 3 || numbers.size() != 3) return fail(refused("invalid mapping '" + std::string(text) + "'"));
    if (is_old) std::swap(numbers[0], numbers[1]);
    return IdRange{.inner = numbers[0], .outer = numbers[1], .count = numbers[2]};
}

std::vector<IdRange> pass_through(std::string_view map) {
    std::vector<IdRange> ranges;
    for (auto line : split(map, '\n')) {
        std::vector<std::uint64_t> numbers;
        for (auto word : split(line, ' '))
            if (auto number = parse_number(word)) numbers.push_back(*number);
        if (numbers.size() == 3) ranges.push_back({numbers[0], numbers[0], numbers[2]});
    }
    return ranges;
}

/// Ids that follow each other.
struct Run {
    std::uint64_t first;
    std::uint64_t count;
};

/// The run without one id: one or two runs.
static std::vector<Run> without(const Run& run, std::uint64_t id) {
    if (id < run.first || id - run.first >= run.count) return {run};
    std::uint64_t before = id - run.first;
    std::vector<Run> runs;
    if (before > 0) runs.push_back({run.first, before});
    if (run.count - before > 1) runs.push_back({id + 1, run.count - before - 1});
    return runs;
}

/// Pairs the ids of both sides in their order, until one side has no more.
static void zip(std::vector<Run> inner, std::vector<Run> outer, std::vector<IdRange>& ranges) {
    std::size_t i = 0, o = 0;
    while (i < inner.size() && o < outer.size()) {
        auto count = std::min(inner[i].count, outer[o].count);
        ranges.push_back({inner[i].first, outer[o].first, count});
        for (auto [runs, index] : {std::pair{&inner, &i}, std::pair{&outer, &o}}) {
            Run& run = (*runs)[*index];
            run = {run.first + count, run.count - count};
            if (run.count == 0) ++*index;
        }
    }
}

std::vector<IdRange> with_single(const IdRange& single, std::span<const IdRange> ranges) {
    std::vector<IdRange> all{single};
    for (const IdRange& range : ranges) {
        // Room for the single one, whose place may be among them.
        auto inner_count = range.count + (range.ids == InnerIds::free ? 1 : 0);
        zip(without({range.inner, inner_count}, single.inner), without({range.outer, range.count}, single.outer), all);
    }
    return all;
}

static bool overlap(std::uint64_t first, std::uint64_t second, const IdRange& a, const IdRange& b) {
    return first < second + b.count && second < first + a.count;
}

static bool is_known(const IdRange& range, std::span<const IdRange> known) {
    return std::any_of(known.begin(), known.end(), [&](const IdRange& have) {
        return range.outer >= have.outer && range.outer + range.count <= have.outer + have.count;
    });
}

static std::string print_line(const IdRange& range) {
    return std::to_string(range.inner) + " " + std::to_string(range.outer) + " " + std::to_string(range.count);
}

/// What is wrong with one line, as the end of a sentence.
static std::string fault_of(std::span<const IdRange> map, std::size_t index, std::span<const IdRange> known) {
    const IdRange& range = map[index];
    if (range.count == 0) return "maps no id";
    for (std::size_t other = 0; other < index; ++other)
        if (overlap(range.inner, map[other].inner, range, map[other]) || overlap(range.outer, map[other].outer, range, map[other]))
            return "maps ids that line " + std::to_string(other + 1) + " maps too";
    return is_known(range, known) ? "" : "maps ids that are unknown out here";
}

std::string complaint_about(std::span<const IdRange> map, std::span<const IdRange> known) {
    for (std::size_t index = 0; index < map.size(); ++index)
        if (auto fault = fault_of(map, index, known); !fault.empty())
            return "line " + std::to_string(index + 1) + ", \"" + print_line(map[index]) + "\", " + fault;
    return "";
}

std::string print_map(std::span<const IdRange> ranges) {
    std::string map;
    for (const IdRange& range : ranges)
        map += print_line(range) + "\n";
    return map;
}

}  // namespace sandbox::classic

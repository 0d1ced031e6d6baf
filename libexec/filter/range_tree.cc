// SPDX-License-Identifier: LGPL-2.1-or-later
#include "range_tree.hh"

#include <linux/bpf_common.h>

#include <limits>
#include <vector>

namespace sandbox::filter {
namespace {

constexpr std::uint32_t kLargest = std::numeric_limits<std::uint32_t>::max();

/// What the numbers from `first` up to the next step get.
struct Step {
    std::uint32_t first;
    std::uint32_t value;
};

/// A run of numbers of one value but for a few single ones: each of them costs one comparison here, two as ranges.
struct Leaf {
    std::uint32_t first;
    std::uint32_t value;
    std::vector<Step> exceptions;
};

/// More comparisons in a row than this are slower than the search that they save.
constexpr std::size_t kMostExceptions = 4;

void add_step(std::vector<Step>& steps, Step step) {
    if (steps.empty() || steps.back().value != step.value) steps.push_back(step);
}

Result<std::vector<Step>> make_steps(std::span<const Range> ranges, std::uint32_t otherwise) {
    std::vector<Step> steps;
    std::uint64_t next = 0;  // 64 bits: the number after the largest
    for (const Range& range : ranges) {
        if (range.first > range.last || range.first < next) return std::unexpected("ranges overlap, or are out of order");
        if (range.first > next) add_step(steps, {static_cast<std::uint32_t>(next), otherwise});
        add_step(steps, {range.first, range.value});
        next = std::uint64_t{range.last} + 1;
    }
    if (next <= kLargest) add_step(steps, {static_cast<std::uint32_t>(next), otherwise});
    return steps;
}

/// Whether steps[i] is a single number between two runs of one value.
bool is_exception(std::span<const Step> steps, std::size_t i) {
    return i + 1 < steps.size() && steps[i + 1].first - steps[i].first == 1 && steps[i - 1].value == steps[i + 1].value;
}

std::vector<Leaf> make_leaves(std::span<const Step> steps) {
    std::vector<Leaf> leaves;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        Leaf& leaf = leaves.emplace_back(steps[i].first, steps[i].value);
        for (; leaf.exceptions.size() < kMostExceptions && is_exception(steps, i + 1); i += 2)
            leaf.exceptions.push_back(steps[i + 1]);
    }
    return leaves;
}

using Place = ProgramWriter::Place;

Place write_leaf(ProgramWriter& writer, const Leaf& leaf, const Target& target) {
    Place place = target(leaf.value);
    for (const Step& exception : leaf.exceptions) {
        Place other = target(exception.value);
        place = writer.write_jump(BPF_JEQ, exception.first, other, place);
    }
    return place;
}

Place write_tree(ProgramWriter& writer, std::span<const Leaf> leaves, const Target& target) {
    if (leaves.size() == 1) return write_leaf(writer, leaves[0], target);
    std::size_t half = leaves.size() / 2;
    Place high = write_tree(writer, leaves.subspan(half), target);
    Place low = write_tree(writer, leaves.first(half), target);
    return writer.write_jump(BPF_JGE, leaves[half].first, high, low);
}

}  // namespace

Result<Place> write_range_tree(ProgramWriter& writer, std::span<const Range> ranges, std::uint32_t otherwise, const Target& target) {
    auto steps = make_steps(ranges, otherwise);
    if (!steps) return std::unexpected(steps.error());
    return write_tree(writer, make_leaves(*steps), target);
}

Result<Program> range_tree(std::span<const Range> ranges, std::uint32_t otherwise) {
    ProgramWriter writer;
    auto entry = write_range_tree(writer, ranges, otherwise, [&](std::uint32_t value) { return writer.write_return(value); });
    if (!entry) return std::unexpected(entry.error());
    return writer.take(*entry);
}

}  // namespace sandbox::filter

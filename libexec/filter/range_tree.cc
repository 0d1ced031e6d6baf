// SPDX-License-Identifier: LGPL-2.1-or-later
#include "range_tree.hh"

#include <linux/bpf_common.h>

#include <algorithm>
#include <limits>
#include <map>

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

/// What jumps over is at most 255 instructions away, and the detour of a jump's other branch may come between.
constexpr std::size_t kReach = 254;

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

/// Writes a program from its end: all jumps go forward, so a jump's target stands before it is written.
class Writer {
public:
    /// The place of an instruction, counted from the end.
    using Place = std::size_t;

    /// Its entry is what it writes last.
    Place write_tree(std::span<const Leaf> leaves) {
        if (leaves.size() == 1) return write_leaf(leaves[0]);
        std::size_t half = leaves.size() / 2;
        Place high = write_tree(leaves.subspan(half));
        Place low = write_tree(leaves.first(half));
        return write_jump(BPF_JGE, leaves[half].first, high, low);
    }

    Program take() {
        std::ranges::reverse(code_);
        return std::move(code_);
    }

private:
    Place write(std::uint32_t code, std::uint8_t yes, std::uint8_t no, std::uint32_t k) {
        code_.push_back({static_cast<std::uint16_t>(code), yes, no, k});
        return code_.size() - 1;
    }

    /// How many instructions the one that is written next skips to get there.
    std::size_t distance(Place target) const { return code_.size() - target - 1; }

    /// A place that does the same and that the next jump reaches.
    Place near(Place target) {
        if (distance(target) <= kReach) return target;
        if (code_[target].code == (BPF_RET | BPF_K)) return write_return(code_[target].k);
        return write(BPF_JMP | BPF_JA, 0, 0, static_cast<std::uint32_t>(distance(target)));
    }

    Place write_return(std::uint32_t value) {
        auto [found, is_new] = returns_.try_emplace(value, code_.size());
        if (is_new || distance(found->second) > kReach) found->second = write(BPF_RET | BPF_K, 0, 0, value);
        return found->second;
    }

    Place write_jump(std::uint32_t comparison, std::uint32_t k, Place yes, Place no) {
        yes = near(yes);
        no = near(no);
        return write(BPF_JMP | BPF_K | comparison, static_cast<std::uint8_t>(distance(yes)),
                     static_cast<std::uint8_t>(distance(no)), k);
    }

    Place write_leaf(const Leaf& leaf) {
        Place place = write_return(leaf.value);
        for (const Step& exception : leaf.exceptions)
            place = write_jump(BPF_JEQ, exception.first, write_return(exception.value), place);
        return place;
    }

    Program code_;
    std::map<std::uint32_t, Place> returns_;  ///< the last of each value
};

}  // namespace

Result<Program> range_tree(std::span<const Range> ranges, std::uint32_t otherwise) {
    auto steps = make_steps(ranges, otherwise);
    if (!steps) return std::unexpected(steps.error());
    Writer writer;
    writer.write_tree(make_leaves(*steps));
    return writer.take();
}

}  // namespace sandbox::filter

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "range_tree.hh"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "evaluate.hh"

using namespace sandbox::filter;

namespace {

constexpr std::uint32_t kLargest = 0xffffffff;
constexpr std::uint32_t kElse = 77;

/// The tree, with what it expects: the number in the accumulator.
Program tree(const std::vector<Range>& ranges) {
    auto program = range_tree(ranges, kElse);
    REQUIRE_MESSAGE(program, program.error());
    program->insert(program->begin(), sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0));
    return *program;
}

std::uint32_t value_of(const Program& program, std::uint32_t number) {
    auto value = sandbox::seccomp::evaluate(program, {.nr = static_cast<int>(number)});
    REQUIRE_MESSAGE(value, value.error());
    return *value;
}

std::uint32_t expected(const std::vector<Range>& ranges, std::uint32_t number) {
    for (const Range& range : ranges)
        if (range.first <= number && number <= range.last) return range.value;
    return kElse;
}

/// The first number around the limits of the ranges that gets another value than the list says; "none" if none does.
std::string difference(const std::vector<Range>& ranges) {
    Program program = tree(ranges);
    std::set<std::uint32_t> numbers = {0, 1, kLargest - 1, kLargest};
    for (const Range& range : ranges)
        numbers.insert({range.first - 1, range.first, range.first + 1, range.last - 1, range.last, range.last + 1});
    for (std::uint32_t number : numbers)
        if (value_of(program, number) != expected(ranges, number)) return std::to_string(number);
    return "none";
}

/// `count` ranges of three numbers, with `values` different values in turn.
std::vector<Range> stripes(std::uint32_t count, std::uint32_t values) {
    std::vector<Range> ranges;
    for (std::uint32_t i = 0; i < count; ++i) ranges.push_back({3 * i, 3 * i + 2, i % values});
    return ranges;
}

std::string refusal(const std::vector<Range>& ranges) {
    auto program = range_tree(ranges, kElse);
    return program ? "accepted" : program.error();
}

}  // namespace

TEST_CASE("no range, or one of all numbers, is a single return") {
    CHECK(tree({}).size() == 2);
    CHECK(value_of(tree({}), 5) == kElse);
    CHECK(tree({{0, kLargest, 3}}).size() == 2);
    CHECK(value_of(tree({{0, kLargest, 3}}), kLargest) == 3);
}

TEST_CASE("a single range ends at its two limits, wherever it lies") {
    for (Range range : {Range{10, 20, 1}, Range{10, 10, 1}, Range{0, 0, 1}, Range{0, 20, 1}, Range{kLargest, kLargest, 1},
                        Range{0x40000000, kLargest - 1, 1}, Range{1, kLargest, 1}}) {
        CAPTURE(range.first);
        CAPTURE(range.last);
        CHECK(difference({range}) == "none");
    }
}

TEST_CASE("ranges side by side keep their values") {
    CHECK(difference({{0, 4, 1}, {5, 5, 2}, {6, 6, 3}, {7, 9, 2}, {10, kLargest, 1}}) == "none");
    CHECK(difference({{0, 9, 1}, {10, 11, 2}, {12, kLargest, 1}}) == "none");
    CHECK(difference({{4, 4, 1}, {6, 6, 2}, {8, 8, 1}, {9, 9, 2}, {11, 11, 3}}) == "none");
}

TEST_CASE("neighbours of one value are one range") {
    CHECK(tree({{0, 4, 1}, {5, 5, 1}, {6, 9, 1}}).size() == tree({{0, 9, 1}}).size());
    CHECK(tree({{5, 5, kElse}}).size() == tree({}).size());
}

TEST_CASE("a single number inside a range costs one comparison") {
    CHECK(tree({{0, 9, 1}, {10, 10, 2}, {11, kLargest, 1}}).size() == 1 + 1 + 2);
    CHECK(difference({{0, 9, 1}, {10, 10, 2}, {11, kLargest, 1}}) == "none");
}

TEST_CASE("a tree of which no jump could reach the other half works") {
    for (std::uint32_t count : {100u, 250u, 254u, 255u, 256u, 257u, 258u, 400u, 511u, 512u, 513u, 1000u, 1500u}) {
        CAPTURE(count);
        CHECK(difference(stripes(count, 2)) == "none");
        CHECK(difference(stripes(count, 5)) == "none");
        CHECK(difference(stripes(count, count)) == "none");  // each with a return of its own: the longest jumps
    }
    auto is_detour = [](const sock_filter& instruction) { return instruction.code == (BPF_JMP | BPF_JA); };
    CHECK(std::ranges::any_of(tree(stripes(400, 400)), is_detour));
    CHECK(std::ranges::none_of(tree(stripes(100, 5)), is_detour));
}

TEST_CASE("no number takes more comparisons than a binary search and a few") {
    // The bounds: twice the logarithm, for detours.
    auto longest = [](const Program& program) {
        std::vector<int> steps(program.size() + 1);
        for (std::size_t i = program.size(); i-- > 0;) {
            const sock_filter& at = program[i];
            if (at.code == (BPF_JMP | BPF_JA)) steps[i] = 1 + steps[i + 1 + at.k];
            else if (BPF_CLASS(at.code) == BPF_JMP) steps[i] = 1 + std::max(steps[i + 1 + at.jt], steps[i + 1 + at.jf]);
            else steps[i] = 1 + (BPF_CLASS(at.code) == BPF_RET ? 0 : steps[i + 1]);
        }
        return steps[0];
    };
    std::vector<Range> single_numbers;
    for (std::uint32_t number = 0; number < 400; number += 2) single_numbers.push_back({number, number, 1});

    CHECK(difference(single_numbers) == "none");
    CHECK(longest(tree(single_numbers)) <= 2 * 6 + 4 + 2);
    CHECK(longest(tree(stripes(64, 5))) <= 2 * 7 + 2);
    CHECK(longest(tree(stripes(1024, 5))) <= 2 * 11 + 2);
}

TEST_CASE("ranges that overlap, stand in the wrong order or end before they begin are refused") {
    const std::string kReason = "ranges overlap, or are out of order";
    CHECK(refusal({{0, 5, 1}, {5, 9, 2}}) == kReason);
    CHECK(refusal({{6, 9, 1}, {0, 5, 2}}) == kReason);
    CHECK(refusal({{5, 4, 1}}) == kReason);
    CHECK(refusal({{0, kLargest, 1}, {0, 0, 1}}) == kReason);
    CHECK(refusal({{kLargest, kLargest, 1}, {kLargest, kLargest, 1}}) == kReason);
}

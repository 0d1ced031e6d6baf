// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/entry.hh"
#include "tests/unit/runtime/journal_field.hh"

#include <doctest/doctest.h>
#include <vector>

using namespace sandbox;
using namespace sandbox::journal;
using namespace std::chrono_literals;

static std::vector<std::string> cut(std::initializer_list<std::string_view> parts) {
    std::vector<std::string> taken;
    auto take = [&](std::string_view line) { taken.emplace_back(line); };
    Lines lines;
    for (std::string_view part : parts) lines.add(part, take);
    lines.finish(take);
    return taken;
}

TEST_CASE("journal: a field has its length in front, and nothing in its value ends it") {
    CHECK(print_field("MESSAGE", "a\nPRIORITY=0") == std::string("MESSAGE\n\x0c\0\0\0\0\0\0\0a\nPRIORITY=0\n", 29));
    CHECK(print_field("A", "") == std::string("A\n\0\0\0\0\0\0\0\0\n", 11));
    CHECK(print_field("A", std::string(258, 'x')).substr(0, 6) == std::string("A\n\2\1\0\0", 6));
}

TEST_CASE("journal: bytes become lines however they come") {
    CHECK(cut({"one\ntwo\n"}) == std::vector<std::string>{"one", "two"});
    CHECK(cut({"o", "ne\nt", "wo"}) == std::vector<std::string>{"one", "two"});
    CHECK(cut({"\n\none\n\n"}) == std::vector<std::string>{"one"});
    CHECK(cut({std::string_view("one\0two", 7)}) == std::vector<std::string>{"one", "two"});
    CHECK(cut({}).empty());
}

TEST_CASE("journal: a line without an end is cut, and no byte of it is lost") {
    std::string endless(2 * Lines::kMost + 5, 'x');
    auto taken = cut({std::string_view(endless).substr(0, 70), std::string_view(endless).substr(70)});
    REQUIRE(taken.size() == 3);
    CHECK(taken[0].size() == Lines::kMost);
    CHECK(taken[0] + taken[1] + taken[2] == endless);
    CHECK(cut({std::string(Lines::kMost, 'x') + "\ny"}) == std::vector<std::string>{std::string(Lines::kMost, 'x'), "y"});
}

TEST_CASE("journal: in each interval a burst is taken, and what was refused is told once the interval is over") {
    RateLimit limit(30s, 2);
    CHECK(limit.take(100s));
    CHECK(limit.take(101s));
    CHECK_FALSE(limit.take(102s));
    CHECK_FALSE(limit.take(129s));
    CHECK_FALSE(limit.is_over(129s));
    CHECK(limit.is_over(130s));
    CHECK(limit.take_dropped() == 2);
    CHECK_FALSE(limit.has_dropped());
    CHECK(limit.take(131s));
    CHECK(limit.take(132s));
    CHECK_FALSE(limit.take(133s));
    CHECK(limit.take_dropped() == 1);
}

TEST_CASE("journal: without an interval or a burst there is no limit") {
    for (RateLimit limit : {RateLimit(0s, 2), RateLimit(30s, 0)})
        for (int line = 0; line < 10; ++line) CHECK(limit.take(Microseconds(line)));
}

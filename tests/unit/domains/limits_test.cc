// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/limits/spec.hh"

#include "domains/limits/table.hh"
#include "value.hh"

#include <doctest/doctest.h>
#include <set>

using namespace sandbox;
using namespace sandbox::limits;

static Range range(const Value& value) {
    auto limit = parse_limit(value);
    REQUIRE_MESSAGE(limit, limit.error().message());
    CHECK(limit->is_set);
    return limit->range;
}

TEST_CASE("limit: one value is both, SOFT:HARD is two") {
    CHECK(range(integer(0)) == Range{0, 0});
    CHECK(range(integer(60)) == Range{60, 60});
    CHECK(range(text("64K")) == Range{65536, 65536});
    CHECK(range(text("1024:4096")) == Range{1024, 4096});
    CHECK(range(text("1M:infinity")) == Range{1u << 20, RLIM_INFINITY});
    CHECK(range(text("infinity")) == Range{RLIM_INFINITY, RLIM_INFINITY});
}

TEST_CASE("limit: no number, no order, no third value is refused") {
    CHECK(refusal(parse_limit(integer(-1))) == "-1 is no limit");
    CHECK(refusal(parse_limit(text(""))) == "\"\" is no limit: a number, a size or infinity");
    CHECK(refusal(parse_limit(text("1:"))) == "\"\" is no limit: a number, a size or infinity");
    CHECK(refusal(parse_limit(text("many"))) == "\"many\" is no limit: a number, a size or infinity");
    CHECK(refusal(parse_limit(text("1:2:3"))) == "\"1:2:3\" is not SOFT:HARD");
    CHECK(refusal(parse_limit(text("2:1"))) == "the soft limit of \"2:1\" is above the hard one");
    CHECK(refusal(parse_limit(text("infinity:1"))) == "the soft limit of \"infinity:1\" is above the hard one");
    CHECK(refusal(parse_limit({.data = true})) == "expected a string, found a boolean");
}

TEST_CASE("affinity: processors are numbers and ascending ranges, below the kernel's most") {
    CHECK(parse_processors(integer(7)) == NumberRange{7, 7});
    CHECK(parse_processors(text("7")) == NumberRange{7, 7});
    CHECK(parse_processors(text("0-8191")) == NumberRange{0, 8191});
    for (const char* wrong : {"", "-", "-1", "1-", "3-1", "0,1", "0-8192", "a", "0 - 1", "numa", "0-1-2"}) {
        CAPTURE(wrong);
        CHECK(refusal(parse_processors(text(wrong))).starts_with("expected processors such as \"0-3\" or \"7\", below 8192, found \""));
    }
    CHECK(refusal(parse_processors(integer(-1))).ends_with("found \"-1\""));
    CHECK(refusal(parse_processors({.data = true})) == "expected a string, found a boolean");
}

TEST_CASE("limit: the table has each of the sixteen rlimits once") {
    std::set<int> resources;
    for (const Row& row : kLimits) resources.insert(row.resource);
    CHECK(resources.size() == 16);
    CHECK(std::size(kLimits) == 16);
}

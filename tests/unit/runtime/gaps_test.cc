// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/prepare.hh"

#include <climits>
#include <doctest/doctest.h>

using namespace sandbox;
using process::gaps_between;

static std::vector<std::pair<unsigned, unsigned>> gaps(std::vector<int> kept) {
    std::vector<std::pair<unsigned, unsigned>> pairs;
    for (const auto& [first, last] : gaps_between(std::move(kept))) pairs.emplace_back(first, last);
    return pairs;
}

using Pairs = std::vector<std::pair<unsigned, unsigned>>;

TEST_CASE("gaps: without anything kept all from 3 on closes") {
    CHECK(gaps({}) == Pairs{{3, UINT_MAX}});
}

TEST_CASE("gaps: what is kept stays open, in whatever order it is named, and all around it closes") {
    CHECK(gaps({3}) == Pairs{{4, UINT_MAX}});
    CHECK(gaps({5}) == Pairs{{3, 4}, {6, UINT_MAX}});
    CHECK(gaps({9, 3, 5, 4}) == Pairs{{6, 8}, {10, UINT_MAX}});
    CHECK(gaps({7, 7}) == Pairs{{3, 6}, {8, UINT_MAX}});
}

TEST_CASE("gaps: 0, 1 and 2 are never in one, kept or not") {
    CHECK(gaps({0, 1, 2}) == Pairs{{3, UINT_MAX}});
    CHECK(gaps({2, 4}) == Pairs{{3, 3}, {5, UINT_MAX}});
}

TEST_CASE("gaps: the last descriptor there can be may be kept") {
    CHECK(gaps({INT_MAX}) == Pairs{{3, INT_MAX - 1u}, {INT_MAX + 1u, UINT_MAX}});
}

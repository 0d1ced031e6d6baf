// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/baseline.hh"

#include "core/process.hh"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace sandbox;

/// As of a sandbox with a group that counts processor time, and a figure that its processes gave.
static Usage usage(std::uint64_t time, std::uint64_t memory) {
    return {.name = "web", .figures = {{"cpu-microseconds", time}, {"memory-bytes", memory}, {"tasks-running", 3}}, .of_groups = 2,
            .init = {.pid = 7, .start = 70}};
}

TEST_CASE("baseline: what is read is what was printed") {
    Baseline baseline{.boot = "b", .init = {.pid = 7, .start = 70}, .taken = 5, .counters = {{"a", 1}, {"b", ~0ull}}};

    auto read = parse_baseline(print(baseline));

    REQUIRE(read);
    CHECK(*read == baseline);
    CHECK(print(baseline) == "b 7 70 5\na 1\nb 18446744073709551615\n");
}

TEST_CASE("baseline: what is none of ours is refused") {
    for (const char* text : {"", "\n", "b 7 70", "b 7 70 5", "b 7 70\n", "b 7 70 5 1\n", " 7 70 5\n", "b x 70 5\n", "b 99999999999 70 5\n", "b -7 70 5\n",
                             "b 7 70 99999999999999999999\n", "b 7 70 5\na\n", "b 7 70 5\na x\n", "b 7 70 5\na -1\n", "b 7 70 5\n 1\n",
                             "b 7 70 5\na 1", "b 7 70 5\n\n", "b 7 70 5\na 1 2\n"})
        CHECK_FALSE(parse_baseline(text));
}

TEST_CASE("baseline: counters are since then, all else is as it is") {
    auto baseline = baseline_of(usage(100, 50));
    REQUIRE(baseline);

    auto now = since(*baseline, usage(130, 60));

    CHECK(now.figures[0].value == 30);
    CHECK(now.figures[1].value == 60);
    CHECK(now.figures[2].value == 3);
    CHECK(now.reset == baseline->taken);
}

TEST_CASE("baseline: a counter that somebody has set back is nought, not the largest number") {
    auto baseline = baseline_of(usage(100, 50));
    REQUIRE(baseline);

    CHECK(since(*baseline, usage(10, 50)).figures[0].value == 0);
}

TEST_CASE("baseline: it has only what the kernel counts for a group") {
    auto of_group = baseline_of(usage(100, 50));
    REQUIRE(of_group);
    CHECK(of_group->counters == std::vector<cgroups::Figure>{{"cpu-microseconds", 100}});

    auto without = usage(100, 50);
    without.of_groups = 0;
    auto refused = baseline_of(without);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() ==
          "the kernel counts nothing for web, which was started without a limit that needs a control group");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/plan.hh"

#include "value.hh"

#include <cmath>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::life;
using namespace std::chrono_literals;

TEST_CASE("life: a time is a number of seconds, a duration or infinity") {
    CHECK(*parse_time(integer(5)) == 5s);
    CHECK(*parse_time(text("1min 30s")) == 90s);
    CHECK(*parse_time(text("0.2")) == 200ms);
    CHECK(*parse_time({.data = 0.1}) == 100ms);
    CHECK(*parse_time({.data = 0.0}) == 0s);
    for (double number : {-0.5, 1e-9, 1e13, 1e300, HUGE_VAL, std::nan("")}) {
        INFO(number);
        CHECK(refusal(parse_time({.data = number})).ends_with(" is no time, such as \"90s\" or \"5min\""));
    }
    CHECK(refusal(parse_time({.data = true})) == "a boolean is no time, such as \"90s\" or \"5min\"");
    CHECK(*parse_time(text("infinity")) == kForever);
    CHECK(refusal(parse_time(integer(-1))) == "\"-1\" is no time, such as \"90s\" or \"5min\"");
    CHECK(refusal(parse_time(text("soon"))) == "\"soon\" is no time, such as \"90s\" or \"5min\"");
}

TEST_CASE("life: nobody's keys make no step") {
    Draft<Step> draft;
    REQUIRE(plan(Spec{}, {.can_reboot = false}, draft));
    CHECK(draft.steps.empty());
}

TEST_CASE("life: a limited time is a step for the supervisor, 0 and infinity are none") {
    for (Microseconds time : {Microseconds(0), kForever, Microseconds(60s)}) {
        Draft<Step> draft;
        Spec spec{.runtime_max = {time, Origin::option("-p")}};
        REQUIRE(plan(spec, {.can_reboot = false}, draft));
        CHECK(draft.steps.size() == (time == 60s ? 1 : 0));
    }
    CHECK(describe(LimitRuntime{60s, SIGTERM, 10s}) == "after 1min: SIGTERM, and SIGKILL after 10s more");
    CHECK(describe(LimitRuntime{60s, SIGTERM, kForever}) == "after 1min: SIGTERM");
}

TEST_CASE("life: a reboot is answered only where one can be made") {
    Draft<Step> draft;
    Spec spec{.reboot = {Reboot::restart, Origin::option("-p")}};
    REQUIRE_FALSE(plan(spec, {.can_reboot = false}, draft));
    CHECK(draft.steps.empty());
    REQUIRE(plan(spec, {.can_reboot = true}, draft));
    CHECK(describe(draft.steps.at(0).body) == "when it reboots itself: again after 100ms");
}

TEST_CASE("life: reports are kept of what has a name, and of a unit that asks for it") {
    auto steps = [](const Spec& spec, const Surroundings& around) {
        Draft<Step> draft;
        auto done = plan(spec, around, draft);
        return done ? static_cast<int>(draft.steps.size()) : -1;
    };
    Spec none, written;
    none.keep = {0, Origin::option("-p")};
    written.keep = {3, Origin::option("-p")};
    CHECK(steps(Spec{}, {}) == 0);
    CHECK(steps(Spec{}, {.has_unit = true}) == 0);
    CHECK(steps(Spec{}, {.is_named = true}) == 1);
    CHECK(steps(none, {.is_named = true}) == 0);
    CHECK(steps(none, {}) == 0);
    CHECK(steps(written, {.has_unit = true}) == 1);
    CHECK(steps(written, {}) == -1);
    CHECK(describe(Step(KeepReports{3})) == "keep the last 3 reports of its end");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/plan.hh"

#include "value.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::life;
using namespace std::chrono_literals;

TEST_CASE("life: a time is a number of seconds, a duration or infinity") {
    CHECK(*parse_time(integer(5)) == 5s);
    CHECK(*parse_time(text("1min 30s")) == 90s);
    CHECK(*parse_time(text("0.2")) == 200ms);
    CHECK(*parse_time(text("infinity")) == kForever);
    CHECK(refusal(parse_time(integer(-1))) == "\"-1\" is no time, such as \"90s\" or \"5min\"");
    CHECK(refusal(parse_time(text("soon"))) == "\"soon\" is no time, such as \"90s\" or \"5min\"");
}

TEST_CASE("life: nobody's keys make no step") {
    Draft<Step> draft;
    REQUIRE(plan(Spec{}, false, draft));
    CHECK(draft.steps.empty());
}

TEST_CASE("life: a limited time is a step for the supervisor, 0 and infinity are none") {
    for (Microseconds time : {Microseconds(0), kForever, Microseconds(60s)}) {
        Draft<Step> draft;
        Spec spec{.runtime_max = {time, Origin::option("-p")}};
        REQUIRE(plan(spec, false, draft));
        CHECK(draft.steps.size() == (time == 60s ? 1 : 0));
    }
    CHECK(describe(LimitRuntime{60s, SIGTERM, 10s}) == "after 1min: SIGTERM, and SIGKILL after 10s more");
    CHECK(describe(LimitRuntime{60s, SIGTERM, kForever}) == "after 1min: SIGTERM");
}

TEST_CASE("life: a reboot is answered only where one can be made") {
    Draft<Step> draft;
    Spec spec{.reboot = {Reboot::restart, Origin::option("-p")}};
    REQUIRE_FALSE(plan(spec, false, draft));
    CHECK(draft.steps.empty());
    REQUIRE(plan(spec, true, draft));
    CHECK(describe(draft.steps.at(0).body) == "when it reboots itself: again after 100ms");
}

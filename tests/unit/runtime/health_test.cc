// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/health/health.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;
using Status = HealthStatus;

static life::CheckHealth every_ten_seconds(unsigned retries, Microseconds start_period = 0s) {
    return {.command = {"true"}, .interval = 10s, .timeout = 3s, .start_period = start_period, .retries = retries};
}

/// One check of a second; whether it was one failure too many.
static bool check(Health& health, std::string failure) {
    auto now = health.next();
    health.begun(now, 0s);
    return health.ended(std::move(failure), now + 1s);
}

TEST_CASE("health: the first check is an interval after the start, each other one an interval after an end") {
    Health health(every_ten_seconds(3), 100s);
    CHECK(health.next() == 110s);
    health.begun(110s, 0s);
    CHECK_FALSE(health.ended("", 112s));
    CHECK(health.next() == 122s);
}

TEST_CASE("health: a check that is put off counts for nothing") {
    Health health(every_ten_seconds(1), 100s);
    health.begun(110s, 0s);
    health.put_off(111s);
    CHECK(health.next() == 121s);
    CHECK(health.state() == HealthState{});
}

TEST_CASE("health: who checks is given its time and the grace") {
    Health health(every_ten_seconds(3), 0s);
    health.begun(10s, 2s);
    CHECK(health.next() == 15s);
    CHECK_FALSE(health.ended("late", 15s));
    CHECK(health.next() == 25s);
}

TEST_CASE("health: it is starting until a check was good") {
    Health health(every_ten_seconds(3), 0s);
    CHECK(health.state() == HealthState{});
    check(health, "bad");
    CHECK(health.state() == HealthState{Status::starting, 1, "bad"});
    check(health, "");
    CHECK(health.state() == HealthState{Status::healthy, 0, ""});
}

TEST_CASE("health: only failures in a row make it unhealthy, and that is told once") {
    Health health(every_ten_seconds(2), 0s);
    CHECK_FALSE(check(health, "a"));
    CHECK_FALSE(check(health, ""));
    CHECK_FALSE(check(health, "b"));
    CHECK(health.state() == HealthState{Status::healthy, 1, "b"});
    CHECK(check(health, "c"));
    CHECK(health.state() == HealthState{Status::unhealthy, 2, "c"});
    CHECK_FALSE(check(health, "d"));
    CHECK(health.state() == HealthState{Status::unhealthy, 3, "d"});
}

TEST_CASE("health: a good check makes it healthy again, and then it can fail again") {
    Health health(every_ten_seconds(1), 0s);
    CHECK(check(health, "a"));
    CHECK_FALSE(check(health, ""));
    CHECK(health.state().status == Status::healthy);
    CHECK(check(health, "b"));
}

TEST_CASE("health: failures of checks that begin within the start period do not count, good ones do") {
    Health health(every_ten_seconds(1, 15s), 0s);
    health.begun(14s, 0s);
    CHECK_FALSE(health.ended("early", 17s));
    CHECK(health.state() == HealthState{Status::starting, 0, "early"});
    health.begun(14s, 0s);
    CHECK_FALSE(health.ended("", 14s));
    CHECK(health.state().status == Status::healthy);
    health.begun(15s, 0s);
    CHECK(health.ended("late", 16s));
    Health never(every_ten_seconds(1, kForever), 1s);
    CHECK_FALSE(check(never, "whenever"));
}

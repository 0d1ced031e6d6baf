// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/lifetime.hh"

#include <climits>
#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace sandbox;
using namespace std::chrono_literals;
using Due = Lifetime::Due;
using Why = Lifetime::Why;

static Plan plan_of(life::LimitRuntime limit) {
    Plan plan;
    plan.steps.push_back({Phase::attend, life::Step(limit), {"Exec.RuntimeMaxSec", Origin::file("unit.toml", 3, 17)}});
    return plan;
}

TEST_CASE("lifetime: without a limit nothing is ever due") {
    Lifetime lifetime(Plan{}, 1s);
    CHECK(lifetime.timeout(1s) == -1);
    CHECK(lifetime.take(kForever) == Due::nothing);
    CHECK(lifetime.spent().empty());
}

TEST_CASE("lifetime: it is warned of, asked, and killed, and each once") {
    Lifetime lifetime(plan_of({90s, SIGINT, 10s}), 1000s);
    CHECK(lifetime.signal() == SIGINT);
    CHECK(lifetime.timeout(1000s) == 90'000);
    lifetime.hurry(1001s);  // of no use before the time is up
    CHECK(lifetime.take(1089s) == Due::nothing);
    CHECK(lifetime.take(1090s) == Due::warn);
    CHECK(lifetime.spent().empty());
    CHECK(lifetime.take(1091s) == Due::nothing);
    lifetime.hurry(1092s);
    CHECK(lifetime.take(1092s) == Due::ask);
    CHECK(lifetime.spent() == "Exec.RuntimeMaxSec (unit.toml:3:17): 1min 30s");
    CHECK(lifetime.timeout(1093s) == 9'000);
    lifetime.hurry(1093s);
    CHECK(lifetime.take(1101s) == Due::nothing);
    CHECK(lifetime.take(1102s) == Due::kill);
    CHECK(lifetime.take(1103s) == Due::nothing);
    CHECK(lifetime.timeout(1103s) == -1);
}

TEST_CASE("lifetime: the notice ends by itself, and the patience begins behind it, however late that is") {
    Lifetime lifetime(plan_of({1s, SIGTERM, 10s}), 0s);
    CHECK(lifetime.take(60s) == Due::warn);
    CHECK(lifetime.take(69s) == Due::nothing);
    CHECK(lifetime.take(75s) == Due::ask);
    CHECK(lifetime.take(84s) == Due::nothing);
    CHECK(lifetime.take(85s) == Due::kill);
}

TEST_CASE("lifetime: times that no clock reaches are for ever") {
    Lifetime lifetime(plan_of({kForever - 1s, SIGTERM, kForever}), 2s);
    CHECK(lifetime.timeout(2s) == -1);
    Lifetime patient(plan_of({1s, SIGTERM, kForever}), 0s);
    CHECK(patient.take(1s) == Due::warn);
    patient.hurry(1s);
    CHECK(patient.take(1s) == Due::ask);
    CHECK(patient.timeout(1s) == -1);
    Lifetime distant(plan_of({24h * 365, SIGTERM, 1s}), 0s);
    CHECK(distant.timeout(0s) == INT_MAX);
}

TEST_CASE("lifetime: for another reason it ends in the same steps, and not for its time") {
    Lifetime lifetime(plan_of({90s, SIGTERM, 10s}), 0s);
    CHECK(lifetime.why() == Why::time);
    lifetime.end_now(5s, Why::health, SIGINT, 2s);
    CHECK(lifetime.take(5s) == Due::warn);
    CHECK(lifetime.why() == Why::health);
    lifetime.end_now(6s, Why::stop, SIGUSR1, 1s);  // it is ending already
    CHECK(lifetime.why() == Why::health);
    lifetime.hurry(6s);
    CHECK(lifetime.take(6s) == Due::ask);
    CHECK(lifetime.signal() == SIGINT);
    CHECK(lifetime.take(7s) == Due::nothing);
    CHECK(lifetime.take(8s) == Due::kill);
    CHECK(lifetime.spent().empty());
    Lifetime endless(Plan{}, 0s);
    endless.end_now(1s, Why::stop, SIGTERM, 1s);
    CHECK(endless.why() == Why::stop);
    CHECK(endless.take(1s) == Due::warn);
}

TEST_CASE("lifetime: each thing that it can be ended for has its word") {
    CHECK(name_of(Why::time) == "time");
    CHECK(name_of(Why::health) == "health");
    CHECK(name_of(Why::memory) == "memory");
    CHECK(name_of(Why::stop) == "stop");
}

TEST_CASE("wake up: who can leave us no timer any more cannot once there is one") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_SIGPENDING, &before) == 0);
    WakeUp early;
    rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_SIGPENDING, &none) == 0);
    WakeUp late;
    auto at = monotonic_now() + 1h;
    bool is_early = early.begin(at), is_late = late.begin(at);
    early.end();
    REQUIRE(::setrlimit(RLIMIT_SIGPENDING, &before) == 0);
    CHECK(is_early);
    CHECK_FALSE(is_late);
}

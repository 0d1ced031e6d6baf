// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/clock.hh"

#include <climits>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;

TEST_CASE("clock: a time that no clock reaches is for ever") {
    CHECK(later(2s, 3s) == 5s);
    CHECK(later(2s, 0s) == 2s);
    CHECK(later(0s, kForever) == kForever);
    CHECK(later(2s, kForever) == kForever);
    CHECK(later(2s, kForever - 1s) == kForever);
    CHECK(later(2s, kForever - 3s) == kForever - 1s);
    CHECK(later(2s, kForever - 2s) == kForever);
}

TEST_CASE("clock: poll waits until the time is up and not a moment less") {
    CHECK(poll_timeout(2s, 1s) == 1000);
    CHECK(poll_timeout(1s, 999'001us) == 1);
    CHECK(poll_timeout(1s, 999'000us) == 1);
    CHECK(poll_timeout(1s, 998'999us) == 2);
}

TEST_CASE("clock: poll does not wait for what is over, and for ever for what is never due") {
    CHECK(poll_timeout(1s, 1s) == 0);
    CHECK(poll_timeout(1s, 2s) == 0);
    CHECK(poll_timeout(kForever, 1s) == -1);
}

TEST_CASE("clock: poll waits as long as it can for what is further away") {
    CHECK(poll_timeout(24h * 365, 0s) == INT_MAX);
    CHECK(poll_timeout(kForever - 1us, 0s) == INT_MAX);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/lease.hh"

#include <deque>
#include <doctest/doctest.h>
#include <set>
#include <unistd.h>

using namespace sandbox;

static bool exists(std::uint32_t first) {
    return ::access(("/run/sandbox/leases/id-" + std::to_string(first)).c_str(), F_OK) == 0;
}

/// Only root leases ids; the launcher of an ordinary user never asks.
static bool is_root() {
    if (::geteuid() == 0) return true;
    MESSAGE("skipped: only root can lease ids");
    return false;
}

TEST_CASE("lease: of many held at once no two are the same, and all are systemd's container ids") {
    if (!is_root()) return;
    std::deque<Lease> held;
    std::set<std::uint32_t> firsts;
    for (int count = 0; count < 50; ++count) {
        auto lease = Lease::take_ids(1);
        REQUIRE_MESSAGE(lease, lease.error().message());
        CHECK(firsts.insert(lease->first()).second);
        CHECK(lease->first() >= 524288);
        CHECK(lease->first() < 524288 + 65536);
        held.push_back(*std::move(lease));
    }
}

TEST_CASE("lease: a block of ids begins at its own multiple, beyond the single ones") {
    if (!is_root()) return;
    auto one = Lease::take_ids(65536), other = Lease::take_ids(65536);
    REQUIRE(one);
    REQUIRE(other);
    for (auto* lease : {&*one, &*other}) {
        CHECK(lease->first() % 65536 == 0);
        CHECK(lease->first() >= 524288 + 65536);
        CHECK(lease->first() <= 1879048191 - 65535);
    }
    CHECK(one->first() != other->first());
}

TEST_CASE("lease: it ends with its holder and leaves no file, moved or not") {
    if (!is_root()) return;
    std::uint32_t first = 0;
    {
        auto lease = Lease::take_ids(1);
        REQUIRE(lease);
        first = lease->first();
        CHECK(exists(first));
        Lease moved = *std::move(lease);
        CHECK(moved.first() == first);
        CHECK(exists(first));
    }
    CHECK_FALSE(exists(first));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/current.hh"
#include "tests/unit/cgroups/group_files.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cgroups;

static const Origin kSaid = Origin::option("-p");
static constexpr std::uint64_t kMega = 1u << 20;

static Spec filled(const GroupFiles& files, Version version, Spec spec) {
    std::vector<Seat> seats{{.group = files.group(version), .controllers = {"memory", "cpu"}}};
    auto done = fill_from_groups(spec, seats);
    INFO((done ? "" : done.error().message()));
    REQUIRE(done);
    return spec;
}

TEST_CASE("current: on v1 swap that is said alone is beside the memory that the group has") {
    GroupFiles files;
    files.put("memory.limit_in_bytes", "104857600\n");
    files.put("memory.memsw.limit_in_bytes", "157286400\n");
    auto spec = filled(files, Version::v1, {.memory_swap_max = {{.bytes = 60 * kMega}, kSaid}});
    CHECK(*spec.memory_max == Amount{.bytes = 100 * kMega});
    CHECK_FALSE(spec.memory_max.is_given());
    CHECK(*spec.memory_swap_max == Amount{.bytes = 60 * kMega});
}

TEST_CASE("current: on v1 memory that is said alone keeps what swap may have beside it") {
    GroupFiles files;
    files.put("memory.limit_in_bytes", "104857600\n");
    files.put("memory.memsw.limit_in_bytes", "157286400\n");
    auto spec = filled(files, Version::v1, {.memory_max = {{.bytes = 200 * kMega}, kSaid}});
    CHECK(*spec.memory_swap_max == Amount{.bytes = 50 * kMega});
    CHECK_FALSE(spec.memory_swap_max.is_given());
    CHECK(*filled(files, Version::v1, {.memory_max = {Amount{}, kSaid}}).memory_swap_max == Amount{});
}

TEST_CASE("current: no limit of memory says nothing of swap; swap without limit stays so") {
    GroupFiles files;
    files.put("memory.limit_in_bytes", "9223372036854771712\n");
    files.put("memory.memsw.limit_in_bytes", "9223372036854771712\n");
    Spec memory{.memory_max = {{.bytes = kMega}, kSaid}};
    CHECK(*filled(files, Version::v1, memory).memory_swap_max == Amount{.bytes = 0});
    CHECK(*filled(files, Version::v1, {.memory_swap_max = {{.bytes = 1}, kSaid}}).memory_max == Amount{});
    files.put("memory.limit_in_bytes", "104857600\n");
    CHECK(*filled(files, Version::v1, memory).memory_swap_max == Amount{});
}

TEST_CASE("current: both halves need nothing of the group, nor does v2, nor a kernel that counts no swap") {
    GroupFiles files;
    Spec memory{.memory_max = {{.bytes = kMega}, kSaid}};
    Spec both{.memory_max = {{.bytes = kMega}, kSaid}, .memory_swap_max = {{.bytes = 1}, kSaid}};
    CHECK(filled(files, Version::v1, both).memory_swap_max == both.memory_swap_max);
    CHECK(filled(files, Version::v2, memory).memory_swap_max == memory.memory_swap_max);
    CHECK(filled(files, Version::v1, memory).memory_swap_max == memory.memory_swap_max);
    files.put("memory.memsw.limit_in_bytes", "no number\n");
    std::vector<Seat> seats{{.group = files.group(Version::v1), .controllers = {"memory"}}};
    auto refused = fill_from_groups(memory, seats);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message().ends_with("/memory.memsw.limit_in_bytes: \"no number\" is no number"));
}

TEST_CASE("current: a quota that is said alone is measured over the period that the group has") {
    GroupFiles files;
    files.put("cpu.cfs_quota_us", "5000\n");
    files.put("cpu.cfs_period_us", "10000\n");
    files.put("cpu.max", "max 20000\n");
    Spec quota{.cpu_quota = {Quota{4000}, kSaid}};
    CHECK(*filled(files, Version::v1, quota).cpu_quota_period == std::chrono::milliseconds(10));
    CHECK(*filled(files, Version::v2, quota).cpu_quota_period == std::chrono::milliseconds(20));
    quota.cpu_quota_period = {std::chrono::milliseconds(7), kSaid};
    CHECK(*filled(files, Version::v2, quota).cpu_quota_period == std::chrono::milliseconds(7));
}

TEST_CASE("current: a period that is said alone keeps the share of the processor") {
    GroupFiles files;
    files.put("cpu.cfs_quota_us", "33333\n");
    files.put("cpu.cfs_period_us", "100000\n");
    files.put("cpu.max", "5000 10000\n");
    Spec period{.cpu_quota_period = {std::chrono::milliseconds(20), kSaid}};
    CHECK(filled(files, Version::v1, period).cpu_quota == Given<Quota>{Quota{3333}, kSaid});
    CHECK(filled(files, Version::v2, period).cpu_quota == Given<Quota>{Quota{5000}, kSaid});
}

TEST_CASE("current: a period is of a quota: without one it stays alone") {
    GroupFiles files;
    files.put("cpu.cfs_quota_us", "-1\n");
    files.put("cpu.cfs_period_us", "100000\n");
    files.put("cpu.max", "max 100000\n");
    for (auto version : {Version::v1, Version::v2})
        CHECK_FALSE(filled(files, version, {.cpu_quota_period = {std::chrono::milliseconds(20), kSaid}}).cpu_quota.is_given());
}

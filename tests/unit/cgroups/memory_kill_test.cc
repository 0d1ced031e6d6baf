// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/memory_kill.hh"

#include "group_files.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroups;

static const Group kGroup{.version = Version::v1, .mount = "/sys/fs/cgroup/memory", .path = "/jobs/box"};

static std::string record(const std::string& limit, const std::string& task, const std::string& name = "python3") {
    return "6,1042,5501234567,-;oom-kill:constraint=CONSTRAINT_" + std::string(limit.empty() ? "NONE" : "MEMCG") +
           ",nodemask=(null),cpuset=/,mems_allowed=0" + (limit.empty() ? ",global_oom" : ",oom_memcg=" + limit) +
           ",task_memcg=" + task + ",task=" + name + ",pid=123,uid=1000\n";
}

TEST_CASE("kill: for its own limit, an ancestor's or the machine's") {
    auto own = parse_kill(record("/jobs/box", "/jobs/box"), kGroup);
    REQUIRE(own);
    CHECK(own->owner == LimitOwner::own);
    CHECK(own->victim == "python3");
    CHECK(own->pid == 123);
    CHECK(own->limit_group == "/jobs/box");

    auto above = parse_kill(record("/jobs", "/jobs/box"), kGroup);
    REQUIRE(above);
    CHECK(above->owner == LimitOwner::ancestor);
    CHECK(above->limit_group == "/jobs");

    auto machine = parse_kill(record("", "/jobs/box"), kGroup);
    REQUIRE(machine);
    CHECK(machine->owner == LimitOwner::machine);
}

TEST_CASE("kill: of a group below counts, of another group's does not") {
    CHECK(parse_kill(record("/jobs/box/sub", "/jobs/box/sub"), kGroup)->owner == LimitOwner::own);
    CHECK_FALSE(parse_kill(record("/jobs/boxer", "/jobs/boxer"), kGroup).has_value());
    CHECK_FALSE(parse_kill(record("/jobs", "/jobs/other"), kGroup).has_value());
    CHECK_FALSE(parse_kill("6,1,1,-;Memory cgroup out of memory: Killed process 123 (python3)\n", kGroup).has_value());
    CHECK_FALSE(parse_kill("", kGroup).has_value());
}

TEST_CASE("kill: a process's name is no word of the kernel's") {
    for (const char* name : {"x,pid=1", ",pid=1,uid=0", "a,task=b", "", "12345678,pid=12"}) {
        CAPTURE(name);
        auto kill = parse_kill(record("/jobs/box", "/jobs/box", name), kGroup);
        REQUIRE(kill);
        CHECK(kill->victim == name);
        CHECK(kill->pid == 123);
        CHECK(kill->owner == LimitOwner::own);
    }
}

TEST_CASE("kill: in a cgroup namespace we see the end of the kernel's path") {
    auto own = parse_kill(record("/docker/abc/jobs/box", "/docker/abc/jobs/box"), kGroup);
    REQUIRE(own);
    CHECK(own->owner == LimitOwner::own);
}

TEST_CASE("kill: where the kernel's log does not tell, the group itself does") {
    constexpr std::uint64_t kAfterTheLog = ~0ull;
    GroupFiles files;
    auto owner = [&](Version version, std::vector<Figure> figures) {
        Group group = files.group(version);
        figures.push_back({"memory-kills", 1});
        auto kill = find_memory_kill(std::span(&group, 1), figures, kAfterTheLog);
        REQUIRE(kill);
        return kill->owner;
    };
    files.put("memory.limit_in_bytes", "67108864\n");
    CHECK(owner(Version::v1, {{"memory-peak-bytes", 67108864}}) == LimitOwner::own);
    CHECK_MESSAGE(owner(Version::v1, {{"memory-peak-bytes", 67108864 - 8192}}) == LimitOwner::own, "a little was left");
    CHECK(owner(Version::v1, {{"memory-peak-bytes", 48u << 20}}) == LimitOwner::outside);
    CHECK(owner(Version::v2, {{"memory-out-of-memory", 1}}) == LimitOwner::own);
    CHECK_MESSAGE(owner(Version::v2, {{"memory-peak-bytes", 67108864}}) == LimitOwner::outside, "v2 counts kills by limit");
}

TEST_CASE("kill: nobody was killed if the group counts none, whatever the log says") {
    CHECK_FALSE(find_memory_kill(std::span(&kGroup, 1), {}, 0).has_value());
    Figure none{"memory-kills", 0};
    CHECK_FALSE(find_memory_kill(std::span(&kGroup, 1), std::span(&none, 1), 0).has_value());
}

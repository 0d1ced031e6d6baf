// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/membership.hh"
#include "tests/unit/temporary.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroups;

TEST_CASE("membership: controllers are sorted, and a path keeps its colons") {
    auto found = parse_memberships("4:cpuacct,cpu:/a:b\n3:name=systemd:/user.slice\n0::/c\nwithout\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0] == Membership{"cpu,cpuacct", "/a:b"});
    CHECK(found[1] == Membership{"name=systemd", "/user.slice"});
    CHECK(found[2] == Membership{"", "/c"});
}

TEST_CASE("membership: the path in a hierarchy is below the mount") {
    auto memberships = parse_memberships("4:memory:/pod/x\n0::/pod\n");
    Hierarchy memory{Version::v1, {"memory"}, "", "/m", "/"};
    CHECK(path_in(memory, memberships) == "/pod/x");
    memory.mount_root = "/pod";
    CHECK(path_in(memory, memberships) == "/x");
    memory.mount_root = "/po";
    CHECK(path_in(memory, memberships) == std::nullopt);
    CHECK(path_in({Version::v2, {}, "", "/u", "/pod"}, memberships) == "/");
    CHECK(path_in({Version::v1, {"pids"}, "", "/p", "/"}, memberships) == std::nullopt);
}

TEST_CASE("membership: a hierarchy that is mounted twice is one: where all of it is seen, else where it is seen first") {
    auto memberships = parse_memberships("4:cpu,cpuacct:/pod/x\n5:name=systemd:/\n0::/pod\n");
    std::vector<Hierarchy> mounted{
        {Version::v1, {"cpu", "cpuacct"}, "", "/elsewhere", "/other"}, {Version::v1, {"cpu", "cpuacct"}, "", "/pod", "/pod"},
        {Version::v2, {}, "", "/u-pod", "/pod"},                      {Version::v1, {"cpuacct", "cpu"}, "", "/whole", "/"},
        {Version::v1, {"cpu", "cpuacct"}, "", "/again", "/"},         {Version::v2, {"memory"}, "", "/u-again", "/pod"},
        {Version::v1, {}, "systemd", "/systemd", "/"},
    };
    auto places = places_in(mounted, memberships);
    REQUIRE(places.size() == 3);
    CHECK(places[0] == Place{mounted[3], "/pod/x"});
    CHECK(places[1] == Place{mounted[2], "/"});
    CHECK(places[2] == Place{mounted[6], "/"});
}

TEST_CASE("membership: a process that is not there is an error with its code") {
    Temporary tree;
    tree.write("proc/self/cgroup", "0::/here\n");
    CHECK(memberships_of(0, tree.path()).value() == std::vector<Membership>{{"", "/here"}});
    auto missing = memberships_of(7, tree.path());
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code() == ENOENT);
}

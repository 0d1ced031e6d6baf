// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/hierarchy.hh"
#include "tests/unit/temporary.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroups;

using Words = std::vector<std::string>;

static constexpr std::string_view kHybrid =
    "24 1 0:5 / / rw - ext4 /dev/sda1 rw\n"
    "29 24 0:25 / /sys/fs/cgroup ro,nosuid shared:8 - tmpfs tmpfs ro,mode=755\n"
    "30 29 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 master:2 - cgroup cgroup rw,cpuacct,cpu\n"
    "31 29 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/lib/x,name=systemd\n"
    "32 29 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate\n"
    "33 29 0:29 /pod\\040one /mnt/a\\040b rw - cgroup cgroup rw,cpuset,noprefix,clone_children\n"
    "34 24 0:30 / /srv/cgroup rw - fuse - cgroup cgroup rw\n"
    "cut off - cgroup\n";

TEST_CASE("hierarchy: v1 mounts are found with controllers and name, v2 beside them, and nothing else") {
    auto found = parse_hierarchies(kHybrid);
    REQUIRE(found.size() == 4);
    CHECK(found[0] == Hierarchy{Version::v1, {"cpuacct", "cpu"}, "", "/sys/fs/cgroup/cpu,cpuacct", "/"});
    CHECK(found[1] == Hierarchy{Version::v1, {}, "systemd", "/sys/fs/cgroup/systemd", "/"});
    CHECK(found[2] == Hierarchy{Version::v2, {}, "", "/sys/fs/cgroup/unified", "/"});
    CHECK(found[3] == Hierarchy{Version::v1, {"cpuset"}, "", "/mnt/a b", "/pod one"});
}

TEST_CASE("hierarchy: a controller is looked up by its name, a named one by name=") {
    auto found = parse_hierarchies(kHybrid);
    CHECK(find_controller(found, "cpu") == &found[0]);
    CHECK(find_controller(found, "name=systemd") == &found[1]);
    CHECK(find_controller(found, "systemd") == nullptr);
    CHECK(find_controller(found, "rw") == nullptr);
    CHECK(find_controller(found, "memory") == nullptr);
    CHECK(find_unified(found) == &found[2]);
}

TEST_CASE("hierarchy: the field of /proc/PID/cgroup is sorted, and empty for v2") {
    auto found = parse_hierarchies(kHybrid);
    CHECK(controllers_field(found[0]) == "cpu,cpuacct");
    CHECK(controllers_field(found[1]) == "name=systemd");
    CHECK(controllers_field(found[2]).empty());
}

TEST_CASE("hierarchy: v2 has the controllers that its mounted group lists; all paths are below the given root") {
    Temporary tree;
    tree.write("proc/self/mountinfo", "32 29 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    tree.write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");

    auto found = find_hierarchies(tree.path());

    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().mount == tree.path("sys/fs/cgroup"));
    CHECK(found->front().controllers == Words{"cpuset", "cpu", "io", "memory", "pids"});
}

TEST_CASE("hierarchy: a v2 mount without controllers is a hierarchy all the same") {
    Temporary tree;
    tree.write("proc/self/mountinfo", "32 29 0:28 / /unified rw - cgroup2 cgroup2 rw\n");
    tree.write("unified/cgroup.controllers", "\n");
    auto found = find_hierarchies(tree.path());
    REQUIRE(found);
    CHECK(found->front().controllers.empty());
}

TEST_CASE("hierarchy: a mount that no path leads to is none") {
    Temporary tree;
    tree.write("proc/self/mountinfo", "30 29 0:26 / /covered/cpu rw - cgroup cgroup rw,cpu\n"
                                      "31 29 0:26 / /by-v2 rw - cgroup cgroup rw,pids\n"
                                      "32 29 0:28 / /covered/unified rw - cgroup2 cgroup2 rw\n"
                                      "33 29 0:28 / /file/unified rw - cgroup2 cgroup2 rw\n"
                                      "34 29 0:26 / /cpu rw - cgroup cgroup rw,cpu\n"
                                      "35 29 0:28 / /unified rw - cgroup2 cgroup2 rw\n");
    tree.write("file", "");
    tree.write("by-v2/cgroup.procs", "");
    tree.write("cpu/tasks", "");
    tree.write("unified/cgroup.controllers", "memory\n");
    auto found = find_hierarchies(tree.path());
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK(found->at(0).mount == tree.path("cpu"));
    CHECK(found->at(1).mount == tree.path("unified"));
}

TEST_CASE("hierarchy: what cannot be read is named") {
    Temporary tree;
    auto found = find_hierarchies(tree.path());
    REQUIRE_FALSE(found);
    CHECK(found.error().message() == "open " + tree.path("proc/self/mountinfo") + ": no such file or directory");
    tree.write("proc/self/mountinfo", "35 29 0:28 / /unified rw - cgroup2 cgroup2 rw\n");
    std::filesystem::create_directories(tree.path("unified/cgroup.controllers"));
    CHECK_FALSE(find_hierarchies(tree.path()));
}

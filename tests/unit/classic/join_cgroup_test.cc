// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/join_cgroup.hh"

#include <doctest/doctest.h>

using namespace sandbox::classic;

using Paths = std::vector<std::string>;

static constexpr std::string_view kMounts =
    "24 1 0:5 / / rw - ext4 /dev/sda1 rw\n"
    "30 24 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpuacct,cpu\n"
    "31 24 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/x,name=systemd\n"
    "32 24 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate\n"
    "33 24 0:29 /pod /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";

TEST_CASE("join_cgroup: hierarchies are found by their controllers, in any order") {
    auto found = find_hierarchies(kMounts);
    REQUIRE(found.size() == 4);
    CHECK(found[0].controllers == "cpu,cpuacct");
    CHECK(found[1].controllers == "name=systemd");
    CHECK(found[2].controllers.empty());
    CHECK(found[3].root == "/pod");
}

TEST_CASE("join_cgroup: only groups that differ are joined, each in its hierarchy") {
    auto mounted = find_hierarchies(kMounts);
    auto directories = groups_to_join("3:cpuacct,cpu:/a\n2:name=systemd:/user\n0::/b:c\n", "3:cpu,cpuacct:/\n2:name=systemd:/user\n0::/\n", mounted);
    CHECK(directories == Paths{"/sys/fs/cgroup/cpu,cpuacct/a", "/sys/fs/cgroup/unified/b:c"});
}

TEST_CASE("join_cgroup: a hierarchy that shows a part is entered below it, and left alone outside of it") {
    auto mounted = find_hierarchies(kMounts);
    CHECK(groups_to_join("4:memory:/pod/x\n", "4:memory:/\n", mounted) == Paths{"/sys/fs/cgroup/memory/x"});
    CHECK(groups_to_join("4:memory:/other\n", "4:memory:/\n", mounted).empty());
    CHECK(groups_to_join("4:memory:/podium\n", "4:memory:/\n", mounted).empty());
    CHECK(groups_to_join("4:memory:/pod\n", "4:memory:/\n", mounted) == Paths{"/sys/fs/cgroup/memory"});
    CHECK(groups_to_join("5:pids:/x\n", "", mounted).empty());
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/join_cgroup.hh"

#include <doctest/doctest.h>

using namespace sandbox::classic;
using sandbox::cgroups::parse_hierarchies;
using sandbox::cgroups::parse_memberships;

using Paths = std::vector<std::string>;

static constexpr std::string_view kMounts =
    "24 1 0:5 / / rw - ext4 /dev/sda1 rw\n"
    "30 24 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,seclabel,cpuacct,cpu\n"
    "31 24 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/x,name=systemd\n"
    "32 24 0:28 / /sys/fs/my\\040groups rw - cgroup2 cgroup2 rw,nsdelegate\n"
    "33 24 0:29 /pod /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";

static Paths join(std::string_view theirs, std::string_view ours) {
    return groups_to_join(parse_memberships(theirs), parse_memberships(ours), parse_hierarchies(kMounts));
}

TEST_CASE("join_cgroup: only groups that differ are joined, each in its hierarchy") {
    CHECK(join("3:cpuacct,cpu:/a\n2:name=systemd:/user\n0::/b:c\n", "3:cpu,cpuacct:/\n2:name=systemd:/user\n0::/\n") ==
          Paths{"/sys/fs/cgroup/cpu,cpuacct/a", "/sys/fs/my groups/b:c"});
    CHECK(join("3:cpuacct,cpu:/\n", "3:cpu,cpuacct:/a\n") == Paths{"/sys/fs/cgroup/cpu,cpuacct"});
}

TEST_CASE("join_cgroup: a hierarchy that shows a part is entered below it, and left alone outside of it") {
    CHECK(join("4:memory:/pod/x\n", "4:memory:/\n") == Paths{"/sys/fs/cgroup/memory/x"});
    CHECK(join("4:memory:/other\n", "4:memory:/\n").empty());
    CHECK(join("4:memory:/podium\n", "4:memory:/\n").empty());
    CHECK(join("4:memory:/pod\n", "4:memory:/\n") == Paths{"/sys/fs/cgroup/memory"});
    CHECK(join("5:pids:/x\n", "").empty());
}

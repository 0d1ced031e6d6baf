// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/lssubsys.hh"
#include "classic/cgroup/mounts.hh"

#include <doctest/doctest.h>

using namespace sandbox::cgroup;

TEST_CASE("subsystems: what is not mounted comes first, then v1 by hierarchy, then v2") {
    auto kernel = parse_kernel_controllers("#subsys_name\thierarchy\tnum_cgroups\tenabled\n"
                                           "cpuset\t3\t1\t1\ncpu\t1\t1\t1\ncpuacct\t1\t1\t1\nblkio\t0\t1\t1\nnet_cls\t0\t1\t1\n");
    std::vector<Hierarchy> hierarchies{{Version::v1, {"cpu", "cpuacct"}, "", "/c", "/"},
                                       {Version::v1, {"cpu", "cpuacct"}, "", "/d", "/"},
                                       {Version::v1, {"cpuset"}, "", "/s", "/"},
                                       {Version::v2, {"io"}, "", "/u", "/"}};

    auto found = find_subsystems(kernel, hierarchies);

    REQUIRE(found.size() == 4);
    CHECK(found[0] == Subsystem{{"net_cls"}});
    CHECK(found[1] == Subsystem{{"cpuset"}, 3, {"/s"}});
    CHECK(found[2] == Subsystem{{"cpu", "cpuacct"}, 1, {"/c", "/d"}});
    CHECK(found[3] == Subsystem{{"io"}, 0, {"/u"}});
}

TEST_CASE("mounts: a spec is one group for each hierarchy, and a scope goes in front") {
    Mounts mounts{{{Version::v1, {"cpu", "cpuacct"}, "", "/c", "/"}, {Version::v1, {"pids"}, "", "/p", "/"}, {Version::v2, {}, "", "/u", "/"}},
                  "a.slice/b.scope"};
    auto groups = mounts.groups({{"cpu", "cpuacct", "pids"}, "x"});
    REQUIRE(groups);
    CHECK(*groups == std::vector<Group>{{Version::v1, "/c", "/a.slice/b.scope/x"}, {Version::v1, "/p", "/a.slice/b.scope/x"}});
    CHECK(mounts.groups({{"cpu"}, "/x"})->at(0).path == "/x");
    CHECK(mounts.groups({{"cpu"}, "/"})->at(0).path == "/a.slice/b.scope");
    CHECK(mounts.groups({{"*"}, "x"})->size() == 2);
    CHECK(mounts.groups({{}, "x"})->at(0).mount == "/u");
    CHECK(mounts.groups({{"memory"}, "x"}).error().code == Code::no_controller);
    CHECK(mounts.groups({{"cpu"}, "../x"}).error().code == Code::invalid);
    CHECK(mounts.groups({{"cpu"}, "x/../.."}).error().code == Code::invalid);
    CHECK(mounts.groups({{"cpu"}, "x/../y/."})->at(0).path == "/a.slice/b.scope/y");
    CHECK(mounts.groups({{"cpu"}, "x/../"})->at(0).path == "/a.slice/b.scope");
}

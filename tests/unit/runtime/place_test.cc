// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/prepare.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::mounts;

TEST_CASE("cgroup: a hierarchy of version 1 is mounted with every controller that it has") {
    std::string controllers = "cpuset,cpu,cpuacct,blkio,memory,devices,freezer,net_cls,perf_event,net_prio,hugetlb,pids,rdma,misc";
    Bench bench;
    PutPlace step{{.kind = Place::Kind::cgroup, .target = "/sys/fs/cgroup/all", .source = controllers}};

    auto ops = prepare(step, bench);

    REQUIRE_MESSAGE(ops, ops.error().message());
    std::string found;
    for (const Parameter& parameter : std::get<NewFileSystemOp>(ops->at(0)).parameters)
        if (parameter.key != nullptr) found += (found.empty() ? "" : ",") + std::string(parameter.key);
    CHECK(found == controllers);

    step.place.source = controllers + ",one,two";
    auto refused = prepare(step, bench);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() == "/sys/fs/cgroup/all: more controllers in one hierarchy than are known: " + step.place.source);
}

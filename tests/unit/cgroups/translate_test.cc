// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/translate.hh"

#include <cerrno>
#include <doctest/doctest.h>
#include <map>

using namespace sandbox;
using namespace sandbox::cgroups;

using Files = std::map<std::string, std::string, std::less<>>;
using Settings = std::vector<Setting>;

static Read host(Files files) {
    return [files = std::move(files)](std::string_view file) -> Result<std::string> {
        auto found = files.find(file);
        if (found == files.end()) return fail(Error::from_errno("read " + std::string(file), ENOENT));
        return found->second;
    };
}

static std::string written(Version from, Setting setting, Files files = {}) {
    auto settings = translate_setting(from, setting, host(std::move(files)));
    if (!settings) return "error: " + settings.error().message();
    std::string text;
    for (const Setting& one : *settings) text += (text.empty() ? "" : ", ") + one.file + "=" + one.value;
    return text;
}

static std::string got(Version wanted, std::string_view file, Files files) {
    auto text = translate_file(wanted, file, host(std::move(files)));
    return text ? *text : "error: " + text.error().message();
}

static constexpr Version v1 = Version::v1, v2 = Version::v2;

TEST_CASE("translate: a file that cannot be read is not one that is missing") {
    Read broken = [](std::string_view file) -> Result<std::string> { return fail(Error::from_errno("read " + std::string(file), EIO)); };

    CHECK_FALSE(translate_setting(v1, {"blkio.weight", "500"}, broken));
    CHECK_FALSE(translate_setting(v2, {"io.bfq.weight", "100"}, broken));
    Read has_one = [](std::string_view file) -> Result<std::string> {
        if (file == "io.bfq.weight" || file == "blkio.weight") return "100";
        return fail(Error::from_errno("read " + std::string(file), EIO));
    };
    CHECK_FALSE(translate_file(v1, "blkio.weight", has_one));
    CHECK_FALSE(translate_file(v2, "io.bfq.weight", has_one));
}

TEST_CASE("translate: shares and weight are in proportion") {
    CHECK(written(v1, {"cpu.shares", "512"}) == "cpu.weight=50");
    CHECK(written(v1, {"cpu.shares", "2"}) == "cpu.weight=1");
    CHECK(written(v2, {"cpu.weight", "200"}) == "cpu.shares=2048");
    CHECK(got(v1, "cpu.shares", {{"cpu.weight", "50\n"}}) == "512");
    CHECK(got(v2, "cpu.weight", {{"cpu.shares", "1024\n"}}) == "100");
    CHECK(got(v2, "cpu.weight", {{"cpu.shares", "262144\n"}}) == "10000");
    CHECK(written(v1, {"cpu.shares", "200000"}).starts_with("error: cpu.shares=200000 has no like"));
    CHECK(written(v2, {"cpu.weight", "0"}).starts_with("error: "));
}

TEST_CASE("translate: quota and period are one file of v2, and each keeps the other") {
    Files now{{"cpu.max", "max 40000\n"}};
    CHECK(written(v1, {"cpu.cfs_quota_us", "10000"}, now) == "cpu.max=10000 40000");
    CHECK(written(v1, {"cpu.cfs_quota_us", "-1"}, now) == "cpu.max=max 40000");
    CHECK(written(v1, {"cpu.cfs_period_us", "50000"}, now) == "cpu.max=max 50000");
    CHECK(got(v1, "cpu.cfs_quota_us", now) == "-1");
    CHECK(got(v1, "cpu.cfs_period_us", now) == "40000");
    CHECK(written(v2, {"cpu.max", "5000 25000"}) == "cpu.cfs_period_us=25000, cpu.cfs_quota_us=5000");
    CHECK(written(v2, {"cpu.max", "max"}) == "cpu.cfs_quota_us=-1");
    CHECK(got(v2, "cpu.max", {{"cpu.cfs_quota_us", "-1\n"}, {"cpu.cfs_period_us", "100000\n"}}) == "max 100000");
    CHECK(written(v2, {"cpu.max", "much"}).starts_with("error: "));
}

TEST_CASE("translate: clamps of utilization are the same in both versions") {
    CHECK(written(v1, {"cpu.uclamp.min", "10"}) == "cpu.uclamp.min=10");
    CHECK(written(v2, {"cpu.uclamp.max", "max"}) == "cpu.uclamp.max=max");
    CHECK(got(v1, "cpu.uclamp.max", {{"cpu.uclamp.max", "90.00\n"}}) == "90.00");
    CHECK(got(v2, "cpu.uclamp.min", {{"cpu.uclamp.min", "0.00\n"}}) == "0.00");
}

TEST_CASE("translate: limits of memory") {
    CHECK(written(v1, {"memory.limit_in_bytes", "-1"}) == "memory.max=max");
    CHECK(written(v1, {"memory.limit_in_bytes", "9223372036860000000"}) == "memory.max=max");
    CHECK(written(v1, {"memory.limit_in_bytes", "64m"}) == "memory.max=64m");
    CHECK(written(v1, {"memory.limit_in_bytes", "-10"}).starts_with("error: "));
    CHECK(written(v1, {"memory.soft_limit_in_bytes", "4096"}) == "memory.high=4096");
    CHECK(got(v1, "memory.limit_in_bytes", {{"memory.max", "max\n"}}) == "9223372036854771712");
    CHECK(written(v2, {"memory.max", "max"}) == "memory.limit_in_bytes=-1");
    CHECK(written(v2, {"memory.max", "-10"}).starts_with("error: "));
    CHECK(got(v2, "memory.high", {{"memory.soft_limit_in_bytes", "9223372036854771712\n"}}) == "max");
    CHECK(got(v2, "memory.peak", {{"memory.max_usage_in_bytes", "7\n"}}) == "7");
    CHECK(got(v1, "memory.failcnt", {{"memory.events", "low 0\nhigh 1\nmax 3\n"}}) == "3");
    CHECK(got(v1, "memory.kmem.usage_in_bytes", {{"memory.stat", "anon 1\nkernel 4096\n"}}) == "4096");
}

TEST_CASE("translate: v1 limits memory and swap together, v2 swap alone") {
    Files v2_host{{"memory.max", "1000\n"}, {"memory.swap.max", "500\n"}};
    CHECK(written(v1, {"memory.memsw.limit_in_bytes", "1500"}, v2_host) == "memory.swap.max=500");
    CHECK(written(v1, {"memory.memsw.limit_in_bytes", "900"}, v2_host).starts_with("error: "));
    CHECK(written(v1, {"memory.memsw.limit_in_bytes", "1500"}, {{"memory.max", "max\n"}}).starts_with("error: "));
    CHECK(got(v1, "memory.memsw.limit_in_bytes", v2_host) == "1500");
    Files v1_host{{"memory.limit_in_bytes", "1000\n"}, {"memory.memsw.limit_in_bytes", "1500\n"}};
    CHECK(written(v2, {"memory.swap.max", "0"}, v1_host) == "memory.memsw.limit_in_bytes=1000");
    CHECK(written(v2, {"memory.swap.max", "18446744073709551615"}, v1_host) == "memory.memsw.limit_in_bytes=9223372036854771712");
    CHECK(got(v2, "memory.swap.max", v1_host) == "500");
}

TEST_CASE("translate: freezing") {
    CHECK(written(v1, {"freezer.state", "FROZEN"}) == "cgroup.freeze=1");
    CHECK(written(v2, {"cgroup.freeze", "0"}) == "freezer.state=THAWED");
    CHECK(got(v1, "freezer.state", {{"cgroup.freeze", "1\n"}, {"cgroup.events", "populated 1\nfrozen 0\n"}}) == "FREEZING");
    CHECK(got(v2, "cgroup.freeze", {{"freezer.state", "FREEZING\n"}}) == "1");
}

TEST_CASE("translate: limits of disks are one file of v2") {
    CHECK(written(v1, {"blkio.throttle.read_bps_device", "8:0 1000"}) == "io.max=8:0 rbps=1000");
    CHECK(written(v1, {"blkio.throttle.write_iops_device", "8:0 0"}) == "io.max=8:0 wiops=max");
    Files v2_host{{"io.max", "8:0 rbps=1000 wbps=max riops=max wiops=5\n8:16 rbps=max wbps=7 riops=max wiops=max\n"}};
    CHECK(got(v1, "blkio.throttle.read_bps_device", v2_host) == "8:0 1000");
    CHECK(got(v1, "blkio.throttle.write_bps_device", v2_host) == "8:16 7");
    CHECK(written(v2, {"io.max", "8:0 rbps=1000 wiops=max"}) ==
          "blkio.throttle.read_bps_device=8:0 1000, blkio.throttle.write_iops_device=8:0 0");
    CHECK(got(v2, "io.max", {{"blkio.throttle.read_bps_device", "8:0 1000\n"}, {"blkio.throttle.write_bps_device", ""},
                             {"blkio.throttle.read_iops_device", ""}, {"blkio.throttle.write_iops_device", "8:0 5\n"}}) ==
          "8:0 rbps=1000 wbps=max riops=max wiops=5");
    CHECK(written(v1, {"blkio.weight", "500"}, {{"io.bfq.weight", "default 100\n"}}) == "io.bfq.weight=100");
    CHECK(written(v2, {"io.weight", "default 100"}) == "blkio.weight=500");
}

TEST_CASE("translate: cpusets") {
    CHECK(written(v1, {"cpuset.cpus", "0-1"}) == "cpuset.cpus=0-1");
    CHECK(written(v1, {"cpuset.cpu_exclusive", "1"}) == "cpuset.cpus.partition=root");
    CHECK(written(v2, {"cpuset.cpus.partition", "member"}) == "cpuset.cpu_exclusive=0");
    CHECK(written(v2, {"cpuset.cpus.partition", "isolated"}).starts_with("error: "));
    CHECK(got(v1, "cpuset.effective_cpus", {{"cpuset.cpus.effective", "0-3\n"}}) == "0-3");
}

TEST_CASE("translate: what has no like is refused by its name, with the reason") {
    CHECK(written(v1, {"cpuset.mem_hardwall", "1"}) == "error: cpuset.mem_hardwall has no like in cgroup v2");
    CHECK(written(v1, {"devices.deny", "a"}) ==
          "error: devices.deny has no like in the other cgroup version: cgroup v2 has no files for devices, a BPF program decides there");
    CHECK(written(v1, {"memory.failcnt", "0"}).ends_with("memory.events cannot be reset"));
    CHECK(got(v1, "cpu.stat", {{"cpu.stat", "x 1\n"}}).starts_with("error: cpu.stat has no like"));
    CHECK(written(v2, {"memory.low", "1"}).ends_with("cgroup v1 protects no memory"));
}

TEST_CASE("translate: controllers have counterparts") {
    CHECK(counterpart(v1, "blkio") == "io");
    CHECK(counterpart(v2, "io") == "blkio");
    CHECK(counterpart(v1, "cpuacct") == "cpu");
    CHECK(counterpart(v2, "cpu") == "cpu");
    CHECK(counterpart(v2, "cgroup") == "freezer");
    CHECK(counterpart(v1, "pids") == "pids");
}

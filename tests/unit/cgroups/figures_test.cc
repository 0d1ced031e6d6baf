// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/figures.hh"

#include "group_files.hh"

#include <doctest/doctest.h>

#include <array>

using namespace sandbox::cgroups;

TEST_CASE("number: of a file, of a key, of a line of pressure") {
    CHECK(number_in("4096\n", "") == 4096);
    CHECK_FALSE(number_in("max\n", "").has_value());
    CHECK(number_in("usage_usec 12\nuser_usec 7\n", "user_usec") == 7);
    CHECK_FALSE(number_in("oom_kill_disable 0\n", "oom_kill").has_value());
    CHECK(number_in("some avg10=1.50 avg60=0.00 avg300=0.00 total=123\nfull avg10=0.00 total=5\n", "some") == 123);
    CHECK_FALSE(number_in("", "x").has_value());
}

TEST_CASE("sum over devices: both forms") {
    CHECK(sum_of_devices("8:0 rbytes=10 wbytes=20 rios=1\n8:16 rbytes=5 wbytes=0 rios=2\n", "rbytes") == 15);
    CHECK(sum_of_devices("8:0 Read 100\n8:0 Write 7\n8:16 Read 1\nTotal 108\n", "Read") == 101);
    CHECK(sum_of_devices("", "Read") == 0);
}

TEST_CASE("figures: cgroup v2 and v1 have the same names and units") {
    GroupFiles directory;
    directory.put("memory.peak", "1048576\n");
    directory.put("cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n");
    directory.put("io.stat", "8:0 rbytes=4096 wbytes=0 rios=1 wios=0 dbytes=0 dios=0\n");
    auto figures = read_figures(std::array{directory.group(Version::v2)}).value();
    CHECK(find_figure(figures, "memory-peak-bytes") == 1048576);
    CHECK(find_figure(figures, "cpu-microseconds") == 1500);
    CHECK(find_figure(figures, "io-read-bytes") == 4096);
    CHECK_FALSE(find_figure(figures, "tasks").has_value());

    directory.put("memory.usage_in_bytes", "4096\n");
    directory.put("memory.max_usage_in_bytes", "1048576\n");
    directory.put("pids.peak", "3\n");
    directory.put("cpuacct.usage", "1500000\n");
    directory.put("blkio.throttle.io_service_bytes", "8:0 Read 4096\n8:0 Write 0\nTotal 4096\n");
    figures = read_figures(std::array{directory.group(Version::v1)}).value();
    CHECK(find_figure(figures, "memory-peak-bytes") == 1048576);
    CHECK(find_figure(figures, "cpu-microseconds") == 1500);
    CHECK(find_figure(figures, "io-read-bytes") == 4096);
    CHECK_MESSAGE(!find_figure(figures, "tasks-peak"), "a hierarchy that lacks a controller's first file is not asked for its others");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/rewriting.hh"
#include "domains/cgroups/file.hh"
#include "tests/unit/cgroups/group_files.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cgroups;

static std::string text_of(const Group& group, std::string_view file) {
    return read(group, file).value_or("?");
}

/// A file of the test takes every value: what refuses one is a directory.
static void put_refusal(const Group& group, const char* name) {
    std::filesystem::create_directory(std::filesystem::path(group.directory()) / name);
}

TEST_CASE("rewriting: all of it is written, each as the kernel has the file") {
    GroupFiles files;
    auto group = files.group(Version::v2);
    files.put("pids.max", "9");
    files.put("io.bfq.weight", "3");
    std::vector<Writing> writings{{.group = group, .tries = {{"pids.max", "7"}}, .reason = {}},
                                  {.group = group, .tries = {{"io.weight", "5"}, {"io.bfq.weight", "6"}}, .reason = {}},
                                  {.group = group, .tries = {{"memory.memsw.limit_in_bytes", "8"}}, .reason = {}, .is_default = true}};
    auto written = write_all(writings);
    REQUIRE(written);
    CHECK(written->size() == 2);
    CHECK(text_of(group, "pids.max") == "7");
    CHECK(text_of(group, "io.bfq.weight") == "6");
}

TEST_CASE("rewriting: of what is refused nothing stays written") {
    GroupFiles files;
    auto group = files.group(Version::v2);
    files.put("pids.max", "30\n");
    files.put("memory.max", "64\n");
    put_refusal(group, "cpu.max");
    for (const char* refused : {"cpu.max", "cpu.weight"}) {
        auto written = write_all({{.group = group, .tries = {{"pids.max", "17"}}, .reason = {}},
                                  {.group = group, .tries = {{"memory.max", "99"}}, .reason = {}},
                                  {.group = group, .tries = {{refused, "1"}}, .reason = {"Resources.Some", Origin::option("-p")}}});
        REQUIRE_FALSE(written);
        CHECK(written.error().message().starts_with("-p: Resources.Some: write \"1\" to "));
        CHECK(written.error().message().find("holds already") == std::string::npos);
        CHECK(text_of(group, "pids.max") == "30\n");
        CHECK(text_of(group, "memory.max") == "64\n");
    }
}

TEST_CASE("rewriting: what cannot be had back is written last, and told if another is refused then") {
    GroupFiles files;
    auto group = files.group(Version::v2);
    files.put("pids.max", "30\n");
    files.put("misc.max", "a 10\nb 20\n");
    put_refusal(group, "cpu.max");
    Writing keyed{.group = group, .tries = {{"misc.max", "a 99"}}, .reason = {}};
    Writing tasks{.group = group, .tries = {{"pids.max", "17"}}, .reason = {}};
    Writing refused{.group = group, .tries = {{"cpu.max", "1"}}, .reason = {}};
    auto written = write_all({keyed, tasks, refused});
    REQUIRE_FALSE(written);
    CHECK(written.error().message().ends_with("; this holds already, and cannot be had back: misc.max = a 99"));
    CHECK(text_of(group, "pids.max") == "30\n");
    // One that is refused earlier is met before.
    files.put("misc.max", "a 10\nb 20\n");
    written = write_all({refused, keyed});
    REQUIRE_FALSE(written);
    CHECK(text_of(group, "misc.max") == "a 10\nb 20\n");
}

TEST_CASE("rewriting: of a file with a line for each device the line is had back, or what says that there is none") {
    GroupFiles files;
    auto group = files.group(Version::v1);
    struct Case {
        const char *file, *before, *value, *restored;
    };
    for (const Case& one : {Case{"io.max", "8:0 rbps=1 wbps=max riops=max wiops=max\n", "8:0 rbps=2", "8:0 rbps=1 wbps=max riops=max wiops=max"},
                            {"io.max", "8:16 rbps=1 wbps=max riops=max wiops=max\n", "8:1 rbps=2", "8:1 rbps=max"},
                            {"io.weight", "default 100\n8:0 50\n", "8:0 70", "8:0 50"},
                            {"io.weight", "default 100\n", "8:0 70", "8:0 default"},
                            {"blkio.throttle.read_bps_device", "8:0 100\n", "8:0 200", "8:0 100"},
                            {"blkio.throttle.read_bps_device", "", "8:0 200", "8:0 0"}}) {
        CAPTURE(one.restored);
        files.put(one.file, one.before);
        std::string value = one.value;
        auto written = write_all({{.group = group, .tries = {{one.file, value}}, .reason = {}, .device = value.substr(0, value.find(' '))}});
        REQUIRE(written);
        REQUIRE(written->size() == 1);
        CHECK(written->front().before == one.restored);
    }
    files.put("io.weight", "default 100\n8:0 50\n");
    auto written = write_all({{.group = group, .tries = {{"io.weight", "default 200"}}, .reason = {}}});
    REQUIRE(written);
    CHECK(written->front().before == "default 100");
}

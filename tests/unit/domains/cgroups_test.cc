// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/spec.hh"
#include "domains/cgroups/step.hh"

#include "value.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cgroups;

static Value number(std::int64_t value) {
    return {.data = value};
}

TEST_CASE("memory: a size, a percentage, or infinity") {
    CHECK(*parse_amount(text("2G")) == Amount{.bytes = 2ull << 30});
    CHECK(*parse_amount(number(4096)) == Amount{.bytes = 4096});
    CHECK(*parse_amount(text("50%")) == Amount{.percent = 50});
    CHECK(*parse_amount(text("infinity")) == Amount{});
    for (const char* words : {"", "0%", "101%", "2X", "-1", "1.5.2G", "%"}) {
        INFO(words);
        CHECK(refusal(parse_amount(text(words))).starts_with("expected a size such as"));
    }
}

TEST_CASE("amount, weight, period: what is neither text nor integer is told as what it is") {
    CHECK(refusal(parse_amount({.data = 0.5})) == "expected a size such as \"2G\", a percentage such as \"50%\", or \"infinity\", found a number");
    CHECK(refusal(parse_cpu_weight({.data = true})) == "expected a weight from 1 to 10000, or \"idle\", found a boolean");
    CHECK(*parse_period({.data = 0.05}) == std::chrono::milliseconds(50));
    CHECK(refusal(parse_period({.data = true})) == "a boolean is no time, such as \"90s\" or \"5min\"");
}

TEST_CASE("quota: percent of one processor, to a hundredth") {
    CHECK(static_cast<unsigned>(*parse_quota("50%")) == 5000);
    CHECK(static_cast<unsigned>(*parse_quota("12.5%")) == 1250);
    CHECK(static_cast<unsigned>(*parse_quota("0.1%")) == 10);
    CHECK_FALSE(parse_quota("0.09%"));
    CHECK(static_cast<unsigned>(*parse_quota("400%")) == 40000);
    CHECK(*parse_quota("infinity") == kNoQuota);
    for (const char* words : {"", "%", "50", "0%", "0.00%", "1.234%", "-5%", "a%", "1.%", "99999999999%"}) {
        INFO(words);
        CHECK(refusal(parse_quota(words)).starts_with("expected a percentage"));
    }
}

TEST_CASE("weight: 1 to 10000; only the processor's may be idle") {
    CHECK(static_cast<unsigned>(*parse_cpu_weight(number(100))) == 100);
    CHECK(static_cast<unsigned>(*parse_cpu_weight(text("idle"))) == 0);
    CHECK(static_cast<unsigned>(*parse_io_weight(number(10000))) == 10000);
    CHECK_FALSE(parse_cpu_weight(number(0)).has_value());
    CHECK_FALSE(parse_cpu_weight(number(10001)).has_value());
    CHECK_FALSE(parse_io_weight(text("idle")).has_value());
}

TEST_CASE("list of processors: numbers and rising ranges") {
    for (const char* words : {"0", "0-3", "0-3,8", "1,2,3"}) CHECK(*parse_number_list(words) == words);
    for (const char* words : {"", "a", "3-1", "1,", ",1", "1-", "-1", "1 2", "0-3\n"}) {
        INFO(words);
        CHECK_FALSE(parse_number_list(words).has_value());
    }
}

TEST_CASE("device limit: a path, which may hold spaces, and a number to base 1000") {
    CHECK(*parse_bandwidth(text("/dev/vda 10M")) == DeviceLimit{"/dev/vda", 10'000'000});
    CHECK(*parse_bandwidth(text("/srv/my data  1K")) == DeviceLimit{"/srv/my data", 1000});
    CHECK(*parse_iops(text("/dev/vda 500")) == DeviceLimit{"/dev/vda", 500});
    CHECK(*parse_device_weight(text("/dev/vda 200")) == DeviceLimit{"/dev/vda", 200});
    for (const char* words : {"", "/dev/vda", "vda 10M", "/dev/vda 0", "/dev/vda M", "/dev/vda 99999999999999T"}) {
        INFO(words);
        CHECK_FALSE(parse_bandwidth(text(words)).has_value());
    }
    CHECK_FALSE(parse_device_weight(text("/dev/vda 10001")).has_value());
}

TEST_CASE("device rule: a node below /dev or a driver, with access") {
    using Kind = DeviceRule::Kind;
    CHECK(*parse_device_rule(text("/dev/fuse rw")) == DeviceRule{Kind::path, "/dev/fuse", "rw"});
    CHECK(*parse_device_rule(text("/dev/null")) == DeviceRule{Kind::path, "/dev/null", "rwm"});
    CHECK(*parse_device_rule(text("char-pts r")) == DeviceRule{Kind::character, "pts", "r"});
    CHECK(*parse_device_rule(text("block-*")) == DeviceRule{Kind::block, "*", "rwm"});
    for (const char* words : {"", "/etc/passwd rw", "/dev/null rwx", "/dev/null rr", "char-", "null"}) {
        INFO(words);
        CHECK_FALSE(parse_device_rule(text(words)).has_value());
    }
}

TEST_CASE("slice: systemd's names, whose dashes are levels") {
    CHECK(slice_directories(*parse_slice("batch.slice")) == "batch.slice");
    CHECK(slice_directories(*parse_slice("a-b-c.slice")) == "a.slice/a-b.slice/a-b-c.slice");
    for (const char* words : {"", ".slice", "a", "a-.slice", "-a.slice", "a--b.slice", "../x.slice", "a/b.slice"}) {
        INFO(words);
        CHECK_FALSE(parse_slice(words).has_value());
    }
}

TEST_CASE("group: none unless somebody asks for what only a group can do") {
    Spec spec;
    CHECK_FALSE(wants_group(spec));
    spec.memory_max = {Amount{.bytes = 1}, Origin::option("-p")};
    CHECK(wants_group(spec));
}

TEST_CASE("group: a file without a name that this kernel has limits nothing") {
    CHECK(first_file({}) == "");
    CHECK_FALSE(limits_tasks({}));
    CHECK(limits_tasks({.tries = {{"pids.max", "7"}}}));
    CHECK_FALSE(limits_tasks({.tries = {{"memory.max", "7"}, {"pids.max", "7"}}}));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/seccomp/filter_death.hh"

#include "core/kernel_log.hh"

#include <doctest/doctest.h>

using namespace sandbox::seccomp;

static std::string record(const std::string& rest, const std::string& uid = "65533", const std::string& comm = "\"probe\"") {
    return "5,7,13554741011,-;audit: type=1326 audit(1795645044.419:4564): auid=4294967295 uid=" + uid +
           " gid=65533 ses=4294967295 pid=7829 comm=" + comm + " exe=\"/probe\" " + rest + " compat=0 ip=0x4740b9 code=0x80000000\n";
}

#if defined(__x86_64__)
TEST_CASE("filter death: the call is named, of each ABI that the processor has") {
    auto death = parse_filter_death(record("sig=31 arch=c000003e syscall=101"), 65533);
    REQUIRE(death);
    CHECK(*death == FilterDeath{.call = "ptrace", .architecture = "x86_64", .number = 101, .pid = 7829, .victim = "probe",
                                .milliseconds = 1795645044419});

    auto x32 = parse_filter_death(record("sig=31 arch=c000003e syscall=1073741863"), 65533);
    REQUIRE(x32);
    CHECK(x32->call == "getpid");
    CHECK(x32->architecture == "x32");

    auto compat = parse_filter_death(record("sig=31 arch=40000003 syscall=20"), 65533);
    REQUIRE(compat);
    CHECK(compat->call == "getpid");
    CHECK(compat->architecture == "i386");
    CHECK(parse_filter_death(record("sig=31 arch=c000003e syscall=470"), 65533)->call == "listns");
}

TEST_CASE("filter death: what has no name keeps its number, and a strange architecture its own") {
    CHECK(parse_filter_death(record("sig=31 arch=c000003e syscall=511"), 65533)->call == "511");
    CHECK(parse_filter_death(record("sig=31 arch=c000003e syscall=99999"), 65533)->call == "99999");
    CHECK(parse_filter_death(record("sig=31 arch=c000003e syscall=1073842823"), 65533)->call == "100999");
    auto strange = parse_filter_death(record("sig=31 arch=c00000b7 syscall=101"), 65533);
    CHECK(strange->call == "101");
    CHECK(strange->architecture == "c00000b7");
}
#endif

TEST_CASE("filter death: another user's, another signal's and other records are none") {
    auto deadly = record("sig=31 arch=c000003e syscall=101");
    CHECK_FALSE(parse_filter_death(deadly, 65534));
    CHECK_FALSE(parse_filter_death(deadly, 4294967295));  // auid is no uid
    CHECK_FALSE(parse_filter_death(record("sig=0 arch=c000003e syscall=101"), 65533));
    CHECK_FALSE(parse_filter_death("5,7,1,-;audit: type=1300 audit(1.0:1): uid=65533 sig=31 arch=c000003e syscall=1\n", 65533));
    CHECK_FALSE(parse_filter_death("12,7,1,-;oom-kill: uid=65533 sig=31\n", 65533));
    CHECK_FALSE(parse_filter_death("", 65533));
}

TEST_CASE("filter death: a name in hex is left out, since it may hold anything") {
    auto death = parse_filter_death(record("sig=31 arch=c000003e syscall=101", "65533", "6120736967"), 65533);
    REQUIRE(death);
    CHECK(death->victim.empty());
}

TEST_CASE("kernel log: a record's time is its third field") {
    CHECK(sandbox::time_of_record("5,7,13554741011,-;text 1,2,3") == 13554741011);
    CHECK(sandbox::time_of_record("5,7;1,2,3") == 0);
    CHECK(sandbox::time_of_record("") == 0);
}

TEST_CASE("kernel log: a record of now may be stamped as far back as the clocks can have drifted apart") {
    CHECK(sandbox::earliest_stamp(0) == 0);
    CHECK(sandbox::earliest_stamp(1'000'000) == 0);
    CHECK(sandbox::earliest_stamp(10'000'000) == 8'995'000);
    // After thirty days, more than twenty minutes.
    std::uint64_t month = 30ull * 24 * 3600 * 1'000'000;
    CHECK(month - sandbox::earliest_stamp(month) == month / 2000 + 1'000'000);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "profile.hh"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstdint>
#include <random>

#include "load.hh"

using namespace sandbox::filter;

namespace {

Statement only(std::string_view text) {
    auto profile = parse(text, "p");
    REQUIRE_MESSAGE(profile, profile.error());
    REQUIRE(profile->statements.size() == 1);
    return profile->statements[0];
}

std::string refusal(std::string_view text) {
    auto profile = parse(text, "p");
    return profile ? "accepted" : profile.error();
}

}  // namespace

TEST_CASE("a line of a profile keeps its verdict, names, group, reason and place") {
    auto profile = parse("# comment\nextends base\n\n[keys] have no namespace\r\ndeny EPERM keyctl\tadd_key\n", "p");

    REQUIRE(profile);
    CHECK(profile->extends == "base");
    CHECK(profile->statements == std::vector<Statement>{{.verdict = EPERM,
                                                         .names = {"keyctl", "add_key"},
                                                         .when = {},
                                                         .group = "keys",
                                                         .reason = "have no namespace",
                                                         .origin = "p:5"}});
}

TEST_CASE("allow, enosys and deny give their verdicts") {
    CHECK(only("allow read").verdict == 0);
    CHECK(only("enosys clone3").verdict == ENOSYS);
    CHECK(only("deny EAFNOSUPPORT socket").verdict == EAFNOSUPPORT);
}

TEST_CASE("a condition on bits holds for any of them") {
    CHECK(only("deny EPERM unshare when arg0 & 0x80|0x100").when.alternatives ==
          std::vector<Conjunction>{{{0, 0x80, 0x80}}, {{0, 0x100, 0x100}}});
}

TEST_CASE("low32 compares the lower half only, a bare == all 64 bits, a mask what it covers") {
    CHECK(only("deny EPERM ioctl when arg1 low32 == 0x5412").when.alternatives ==
          std::vector<Conjunction>{{{1, 0xffffffff, 0x5412}}});
    CHECK(only("deny EPERM ioctl when arg1 == 010").when.alternatives == std::vector<Conjunction>{{{1, ~0ull, 8}}});
    CHECK(only("deny EPERM mknod when arg1 & S_IFMT == S_IFCHR").when.alternatives ==
          std::vector<Conjunction>{{{1, 0170000, 0020000}}});
}

TEST_CASE("in and and multiply to alternatives") {
    CHECK(only("allow socket when arg0 low32 in 1 2 and arg2 == 7").when.alternatives ==
          std::vector<Conjunction>{{{0, 0xffffffff, 1}, {2, ~0ull, 7}}, {{0, 0xffffffff, 2}, {2, ~0ull, 7}}});
}

TEST_CASE("a wrong line is refused with its file, its line and what is wrong") {
    CHECK(refusal("\nalow read") == "p:2: unknown word 'alow': expected allow, deny, enosys, extends or [group]");
    CHECK(refusal("deny EFOO read") == "p:1: unknown error 'EFOO'");
    CHECK(refusal("deny") == "p:1: expected deny ERRNO NAME...");
    CHECK(refusal("allow") == "p:1: expected the name of a system call");
    CHECK(refusal("allow ../read") == "p:1: '../read' cannot be a system call's name");
    CHECK(refusal("allow read\x1b") == "p:1: a control or non-ASCII character");
    CHECK(refusal("[files]") == "p:1: a group needs its reason: [group] reason");
    CHECK(refusal("[files reason") == "p:1: expected [group] reason");
    CHECK(refusal("extends ../default") == "p:1: expected extends NAME");
    CHECK(refusal("extends a\nextends b") == "p:2: extends may stand once");
    CHECK(refusal("allow read\nextends a") == "p:2: extends must stand before all rules");
}

TEST_CASE("a wrong condition is refused with what is wrong") {
    CHECK(refusal("allow read when") == "p:1: expected a comparison: argN ...");
    CHECK(refusal("allow read when arg6 == 1") == "p:1: expected arg0 to arg5, not 'arg6'");
    CHECK(refusal("allow read when arg0 = 1") == "p:1: expected == or in, not '='");
    CHECK(refusal("allow read when arg0 == AF_FOO") == "p:1: unknown constant 'AF_FOO'");
    CHECK(refusal("allow read when arg0 == 0x") == "p:1: '0x' is not a number");
    CHECK(refusal("allow read when arg0 == 0x10000000000000000") == "p:1: '0x10000000000000000' is not a number");
    CHECK(refusal("allow read when arg0 == 1|") == "p:1: unknown constant ''");
    CHECK(refusal("allow read when arg0 == 1 2") == "p:1: expected one value after ==");
    CHECK(refusal("allow read when arg0 low32 in") == "p:1: expected values after in");
    CHECK(refusal("allow read when arg0 low32 == 0x100000000") == "p:1: '0x100000000' has more than 32 bits: never equal");
    CHECK(refusal("allow read when arg0 & 0") == "p:1: a mask without bits");
    CHECK(refusal("allow read when arg0 & 1 == 2") == "p:1: '2' has bits outside of the mask: never equal");
    CHECK(refusal("allow read when arg0 == 1 and arg0 == 2") ==
          "p:1: an argument may be compared once in a condition");
    CHECK(refusal("allow read when arg0 == 1 and") == "p:1: expected a comparison: argN ...");
    CHECK(refusal("allow read when arg0 & 0xffffffff and arg1 & 0xffffffff") ==
          "p:1: too many alternatives in one line");
}

TEST_CASE("no damage to a profile's text makes the parser do more than refuse it") {
    auto text = read_file(std::string(SECCOMP_PROFILES) + "/default.profile");
    REQUIRE(text);
    REQUIRE(parse(*text, "p"));
    std::minstd_rand random(1);
    int refused = 0;
    for (int round = 0; round < 500; ++round) {
        std::string damaged = *text;
        for (int i = 0; i < 4; ++i) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        damaged.resize(random() % damaged.size());
        auto profile = parse(damaged, "p");
        if (!profile) {
            ++refused;
            CHECK(profile.error().starts_with("p:"));
        }
    }
    CHECK(refused > 0);
}

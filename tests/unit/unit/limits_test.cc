// SPDX-License-Identifier: LGPL-2.1-or-later

// L12 where a file in the repository would be silly: the limits of a unit, just kept and just exceeded.

#include "unit/prescan.hh"
#include "unit/read.hh"

#include <doctest/doctest.h>

#include <chrono>

using namespace sandbox;

static std::string times(std::size_t count, std::string_view text) {
    std::string repeated;
    while (count-- != 0) repeated += text;
    return repeated;
}

static std::string numbered(int count, std::string_view before, std::string_view after) {
    std::string text;
    for (int number = 0; number < count; ++number) {
        text += before;
        text += std::to_string(number);
        text += after;
    }
    return text;
}

/// "" for what is accepted; whatever the verdict, it is quick.
static std::string verdict(const std::string& text) {
    auto start = std::chrono::steady_clock::now();
    auto root = read_toml(text, "big.toml");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    return root ? "" : root.error().message();
}

TEST_CASE("limits: 1 MiB is read and a byte more is refused") {
    CHECK(verdict(std::string(kMaxUnitBytes, '#')) == "");
    CHECK(verdict(std::string(kMaxUnitBytes + 1, '#')) == "big.toml:1:1: larger than 1 MiB");
}

TEST_CASE("limits: a depth of 32 is read and one more is refused") {
    CHECK(verdict("a = " + times(31, "[") + times(31, "]")) == "");
    CHECK(verdict("a = " + times(32, "[") + times(32, "]")) == "");
    CHECK(verdict("a = " + times(33, "[") + times(33, "]")) == "big.toml:1:37: nested deeper than 32");
    CHECK(verdict("a" + times(31, ".a") + " = 1") == "");
    CHECK(verdict("a" + times(32, ".a") + " = 1") == "big.toml:1:64: nested deeper than 32");
    CHECK(verdict("[a" + times(32, ".a") + "]") == "big.toml:1:65: nested deeper than 32");
    CHECK(verdict("a = " + times(33, "{a = ") + "1" + times(33, "}")) == "big.toml:1:165: nested deeper than 32");
}

TEST_CASE("limits: depth counts through headers, dotted keys and values together") {
    CHECK(verdict("[a" + times(15, ".a") + "]\nb = " + times(16, "[") + times(16, "]")) == "");
    CHECK(verdict("[a" + times(15, ".a") + "]\nb.c = " + times(16, "[") + times(16, "]")) ==
          "big.toml:2:22: nested deeper than 32");
}

TEST_CASE("limits: brackets in texts and comments nest nothing") {
    CHECK(verdict("a = \"" + times(1000, "[{") + "\" # " + times(1000, "[{")) == "");
    CHECK(verdict("a = '''\n" + times(1000, "[{\n") + "'''\n") == "");
    CHECK(verdict("a = \"\"\"" + times(100, "\\\"\"\"[") + "\"\"\"\n") == "");
    CHECK(verdict("\"" + times(1000, ".") + "\" = 1") == "");
}

TEST_CASE("limits: 10,000 keys are read and one more is refused") {
    CHECK(verdict(numbered(10'000, "k", " = 1\n")) == "");
    CHECK(verdict(numbered(10'001, "k", " = 1\n")) == "big.toml:10001:8: more than 10000 keys");
    CHECK(verdict("m = {" + numbered(9'998, "k", " = 1, ") + "z = 1}") == "");
    CHECK(verdict("m = {" + numbered(9'999, "k", " = 1, ") + "z = 1}").ends_with(": more than 10000 keys"));
    CHECK(verdict(numbered(10'001, "[s", "]\n")) == "big.toml:10001:1: more than 10000 keys");
    CHECK(verdict(numbered(10'001, "[[s", "]]\n")) == "big.toml:10001:1: more than 10000 keys");
}

TEST_CASE("limits: every part of a dotted key counts, or a small file would make a million tables") {
    CHECK(verdict(numbered(400, "k", times(24, ".a") + " = 1\n")) == "");
    CHECK(verdict(numbered(401, "k", times(24, ".a") + " = 1\n")).ends_with(": more than 10000 keys"));
    CHECK(verdict(numbered(1'000, "[h", times(24, ".a") + "]\n")).ends_with(": more than 10000 keys"));
    CHECK(verdict(numbered(30'000, "[[a", ".b.c.d.e.f]]\n")).ends_with(": more than 10000 keys"));
}

TEST_CASE("limits: numbers with points are no keys") {
    CHECK(verdict("a = [" + times(20'000, "1.5, ") + "]") == "");
}

TEST_CASE("limits: 65536 elements are read and one more is refused") {
    CHECK(verdict("a = [" + times(65'536, "1,") + "]") == "");
    CHECK(verdict("a = [" + times(65'537, "1,") + "]").ends_with(": more than 65536 elements"));
    CHECK(verdict("a = [" + times(262'144, "[],") + "]").ends_with(": more than 65536 elements"));
}

TEST_CASE("limits: a megabyte of anything is quick") {
    for (std::string_view unit : {"[", "{", "a.", "\"", "\"\"\"", "\\", "\n", "a=1\n", "[a]\n", "[[a]]\n", ",", "a={a=", "1",
                                  "\xc2\xa7", "a=\"\"\"\n", " ", "1_", "2026-01-01 ", "\\u0000", "a=[[[]]]\n", "''''''"}) {
        (void)verdict(times(kMaxUnitBytes / unit.size(), unit));
        (void)verdict("a = " + times((kMaxUnitBytes - 4) / unit.size(), unit));
        (void)verdict("a = \"\"\"" + times((kMaxUnitBytes - 7) / unit.size(), unit));
        (void)verdict("a = [" + times((kMaxUnitBytes - 5) / unit.size(), unit));
        (void)verdict("\"" + times((kMaxUnitBytes - 1) / unit.size(), unit));
    }
}

TEST_CASE("limits: many variables in one map are replayed quickly") {
    auto unit = read_unit("[Exec.Environment]\n" + numbered(9'990, "VARIABLE_", " = \"x\"\n"), "big.toml");
    REQUIRE_MESSAGE(unit, unit.error().message());
    CHECK(unit->size() == 1);
}

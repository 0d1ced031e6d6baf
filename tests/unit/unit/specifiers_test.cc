// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/specifiers.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static const Names kNames{.instance = "i%n", .sandbox = "box", .user = "ann", .uid = "1000", .home = "/home/ann", .cwd = "/w",
                          .runtime = "/run/user/1000", .state = "/s", .cache = "/c", .logs = "/l", .machine_id = "ab12"};

TEST_CASE("specifiers: each letter stands for its name") {
    CHECK(expand("%i|%n|%u|%U|%h|%w|%t|%S|%C|%L|%m|%%", kNames) ==
          "i%n|box|ann|1000|/home/ann|/w|/run/user/1000|/s|/c|/l|ab12|%");
    CHECK(expand("", kNames) == "");
    CHECK(expand("none", kNames) == "none");
}

TEST_CASE("specifiers: what they stand for is not expanded again") {
    CHECK(expand("%i", kNames) == "i%n");
    CHECK(expand("%%n", kNames) == "%n");
    CHECK(expand("%%%n", kNames) == "%box");
}

TEST_CASE("specifiers: an unknown one is an error") {
    CHECK(expand("+%Y", kNames).error().message() == "\"%Y\" is no specifier; a percent sign is %%");
    CHECK(expand("100%", kNames).error().message() == "a single \"%\" at the end; a percent sign is %%");
    CHECK_FALSE(expand("% n", kNames));
    CHECK_FALSE(expand("%\xc3\xa9", kNames));
}

TEST_CASE("specifiers: one that stands for nothing is an error, not an empty text") {
    CHECK(expand("/srv/%i", {}).error().message() == "%i: the unit was not started as NAME@ARG");
    for (auto text : {"%i", "%n", "%u", "%U", "%h", "%w", "%t", "%S", "%C", "%L", "%m"}) CHECK_FALSE(expand(text, {}));
    CHECK(expand("%%", {}) == "%");
}

TEST_CASE("specifiers: only a leading ~ of a path is the home") {
    CHECK(expand_path("~", kNames) == "/home/ann");
    CHECK(expand_path("~/%n", kNames) == "/home/ann/box");
    CHECK(expand_path("~bob/x", kNames) == "~bob/x");
    CHECK(expand_path("/a/~", kNames) == "/a/~");
    CHECK_FALSE(expand_path("~/x", {}));
}

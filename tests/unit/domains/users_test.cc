// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/spec.hh"

#include "value.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::users;
using Mode = PrivateUsers::Mode;

TEST_CASE("private users: a word or a range of host ids") {
    CHECK(parse_private_users("auto")->mode == Mode::automatic);
    CHECK(parse_private_users("no")->mode == Mode::no);
    CHECK(parse_private_users("self")->mode == Mode::self);
    CHECK(parse_private_users("pick")->mode == Mode::pick);
    CHECK(*parse_private_users("100000:65536") == PrivateUsers{Mode::range, {0, 100000, 65536}});
    CHECK(*parse_private_users("4294967294:1") == PrivateUsers{Mode::range, {0, 4294967294u, 1}});
}

TEST_CASE("private users: anything else is refused") {
    for (const char* words : {"", "yes", "Auto", "100000", "1:2:3", ":", "1:", ":1", "-1:5", "1:x", " 1:1", "0x10:1", "4294967296:1"}) {
        INFO(words);
        CHECK(refusal(parse_private_users(words)) == "\"" + std::string(words) + "\" is none of auto, no, self, pick, START:COUNT");
    }
    CHECK(refusal(parse_private_users("5:0")) == "an empty range of ids");
    CHECK(refusal(parse_private_users("4294967294:2")) == "ids end at 4294967294");
    CHECK(refusal(parse_private_users("2:4294967294")) == "ids end at 4294967294");
}

TEST_CASE("map: three numbers, inside, outside and count") {
    CHECK(*parse_range(integers({0, 100000, 65536})) == IdRange{0, 100000, 65536});
    CHECK(*parse_range(integers({4294967294, 0, 1})) == IdRange{4294967294u, 0, 1});
}

TEST_CASE("map: no other shape, no negative id, no empty range, none beyond the last id") {
    CHECK(refusal(parse_range(integers({0, 1}))) == "expected [inside, outside, count]");
    CHECK(refusal(parse_range(integers({0, 1, 2, 3}))) == "expected [inside, outside, count]");
    CHECK(refusal(parse_range(text("0 1 2"))) == "expected a list, found a string");
    CHECK(refusal(parse_range(integers({-1, 0, 1}))) == "-1 is out of range: at least 0");
    CHECK(refusal(parse_range(integers({0, 0, 0}))) == "an empty range of ids");
    CHECK(refusal(parse_range(integers({0, 4294967294, 2}))) == "ids end at 4294967294");
    CHECK(refusal(parse_range(integers({4294967294, 0, 2}))) == "ids end at 4294967294");
    CHECK(refusal(parse_range(integers({0, 4294967295, 1}))) == "4294967295 is out of range: at most 4294967294");
}

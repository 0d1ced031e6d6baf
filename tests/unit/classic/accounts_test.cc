// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/accounts.hh"

#include <doctest/doctest.h>

using namespace sandbox::classic;

static constexpr std::string_view kPasswd =
    "root:x:0:0:root:/root:/bin/bash\n"
    "broken\n"
    "7:x:8:8::/:/bin/sh\n"
    "seven:x:7:7::/:/bin/dash\n";

TEST_CASE("accounts: a name wins over a number") {
    CHECK(find_account(kPasswd, "root").at(2) == "0");
    CHECK(find_account(kPasswd, "0").at(0) == "root");
    CHECK(find_account(kPasswd, "7").at(2) == "8");
}

TEST_CASE("accounts: what is no account is nothing, and a broken line is passed over") {
    CHECK(find_account(kPasswd, "broken").empty());
    CHECK(find_account(kPasswd, "nobody").empty());
    CHECK(find_account("", "root").empty());
}

TEST_CASE("accounts: a number needs no account") {
    CHECK(parse_user("4000000000") == 4000000000u);
    CHECK(parse_group("12345") == 12345u);
}

TEST_CASE("accounts: a name is looked up, and an unknown one is refused") {
    CHECK(parse_user("root") == 0u);
    CHECK_FALSE(parse_user("no such user"));
    CHECK_FALSE(parse_user(""));
    CHECK_FALSE(parse_user("--help"));
}

TEST_CASE("accounts: who has no name goes by the number") {
    CHECK(user_name(0) == "root");
    CHECK(group_name(0) == "root");
    CHECK(user_name(4000000000u) == "4000000000");
    CHECK(find_group("root").at(2) == "0");
    CHECK(find_group("no such group").empty());
}

TEST_CASE("accounts: the first block of the user counts, by name or by number") {
    constexpr std::string_view kSubuid = "other:100000:65536\nuser:200000:10\n1000:300000:20\nuser:400000:30\n";
    CHECK(find_block(kSubuid, "user", 1000) == IdRange{200000, 200000, 10});
    CHECK(find_block(kSubuid, "somebody", 1000) == IdRange{300000, 300000, 20});
    CHECK_FALSE(find_block(kSubuid, "somebody", 1001));
}

TEST_CASE("accounts: root without a line of its own has no block, and none of another's") {
    CHECK_FALSE(find_block("user:100000:65536\n0x:200000:5\n", "root", 0));
    CHECK(find_block("user:100000:65536\n0:200000:5\n", "root", 0) == IdRange{200000, 200000, 5});
}

TEST_CASE("accounts: a broken line of subuid is no block") {
    CHECK_FALSE(find_block("user\nuser:1\nuser:a:b\nuser:1:2:3\nuser:-1:5\n", "user", 1000));
    CHECK(find_block("user:x:y\nuser:5:6", "user", 1000) == IdRange{5, 5, 6});
}

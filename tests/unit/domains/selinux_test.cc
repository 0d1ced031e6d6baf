// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/labels.hh"

#include "value.hh"

#include <doctest/doctest.h>
#include <set>

using namespace sandbox;
using namespace sandbox::selinux;

TEST_CASE("security context: a type alone, or three parts, or four, of which the level may have colons") {
    CHECK(*parse_context("svirt_t") == SecurityContext{.type = "svirt_t"});
    CHECK(*parse_context("a_u:b_r:c_t") == SecurityContext{"a_u", "b_r", "c_t", ""});
    CHECK(*parse_context("a_u:b_r:c_t:s0") == SecurityContext{"a_u", "b_r", "c_t", "s0"});
    CHECK(*parse_context("a_u:b_r:c_t:s0-s0:c0.c1023") == SecurityContext{"a_u", "b_r", "c_t", "s0-s0:c0.c1023"});
    CHECK(*parse_context("a_u:b_r:c_t:s0:c1,c2") == SecurityContext{"a_u", "b_r", "c_t", "s0:c1,c2"});
}

TEST_CASE("security context: what prints is what was read") {
    for (const char* text : {"svirt_t", "a_u:b_r:c_t", "a_u:b_r:c_t:s0", "a_u:b_r:c_t:s0-s0:c0.c1023"}) CHECK(print(*parse_context(text)) == text);
}

TEST_CASE("security context: what is none is refused, and named") {
    for (const char* text : {"", ":", "a:b", "a:b:", ":b:c", "a::c", "a:b:c:", "a b:c:d", "a:b:c:s0 x", "a:b:c\n", "a:b:c:s0:", "a:b:c::", "t,x", "../t", "a/b:c:d"})
        CHECK_MESSAGE(refusal(parse_context(text)).find("is no security context: TYPE, USER:ROLE:TYPE or USER:ROLE:TYPE:LEVEL") != std::string::npos, text);
}

TEST_CASE("file label: three words, or a context") {
    CHECK(parse_file_label("keep")->kind == FileLabel::Kind::keep);
    CHECK(parse_file_label("private")->kind == FileLabel::Kind::separate);
    CHECK(parse_file_label("shared")->kind == FileLabel::Kind::shared);
    CHECK(*parse_file_label("u:object_r:t:s0") == FileLabel{FileLabel::Kind::context, {"u", "object_r", "t", "s0"}});
    CHECK(refusal(parse_file_label("a b")) != "accepted");
}

TEST_CASE("labels: what is not said is the caller's, and the level's range and categories go") {
    auto own = *parse_context("unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023");
    CHECK(print(process_context({}, own, kType)) == "unconfined_u:unconfined_r:sbx_t:s0");
    CHECK(print(process_context(*parse_context("svirt_t"), own, kType)) == "unconfined_u:unconfined_r:svirt_t:s0");
    CHECK(print(process_context(*parse_context("a_u:b_r:c_t:s1"), own, kType)) == "a_u:b_r:c_t:s1");
    CHECK(print(file_context({}, own, kFileType, "s0:c1,c2")) == "unconfined_u:object_r:sbx_file_t:s0:c1,c2");
    CHECK(print(file_context(*parse_context("a_u:b_r:c_t:s1"), own, kFileType, "s0")) == "a_u:b_r:c_t:s1");
    CHECK(sensitivity("s0:c1,c2") == "s0");
    CHECK(sensitivity("s3") == "s3");
}

TEST_CASE("categories: every number is another pair of two different ones, the lower first, and the last number is the last pair") {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::uint32_t number = 0; number < kPairs; number += number < 5000 || number + 5000 > kPairs ? 1 : 37) {
        auto pair = pair_of(number);
        REQUIRE(pair.low < pair.high);
        REQUIRE(pair.high < kCategories);
        REQUIRE(seen.insert({pair.low, pair.high}).second);
    }
    CHECK(pair_of(0) == CategoryPair{0, 1});
    CHECK(pair_of(1) == CategoryPair{0, 2});
    CHECK(pair_of(2) == CategoryPair{1, 2});
    CHECK(pair_of(kPairs - 1) == CategoryPair{1022, 1023});
    CHECK(print(CategoryPair{12, 345}) == "c12,c345");
}

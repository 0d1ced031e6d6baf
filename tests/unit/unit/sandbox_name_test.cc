// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/sandbox_name.hh"

#include <doctest/doctest.h>

#include <string>

using namespace sandbox;

TEST_CASE("name: letters, digits, - and single dots, 1 to 64 characters (rule 7)") {
    for (auto name : {"a", "web", "web-1", "web.example", "a--b", "7"}) CHECK(is_sandbox_name(name));
    CHECK(is_sandbox_name(std::string(64, 'a')));
    for (auto name : {"", ".", "..", "-a", "a-", ".a", "a.", "a..b", "a.-b", "a-.b", "a_b", "a/b", "a b", "a\nb", "a\x1b", "../x",
                      "é", "a:b", "a@b", "%n"})
        CHECK_FALSE(is_sandbox_name(name));
    CHECK_FALSE(is_sandbox_name(std::string(65, 'a')));
    CHECK_FALSE(is_sandbox_name(std::string_view("a\0b", 3)));
}

TEST_CASE("name: a unit's name cannot leave its directory or hide in it") {
    for (auto name : {"web", "web_1", "web.example", "a-b"}) CHECK(is_unit_name(name));
    for (auto name : {"", ".", "..", ".web", "-web", "a/b", "a@b", "a b", "a\n", "é"}) CHECK_FALSE(is_unit_name(name));
    CHECK_FALSE(is_unit_name(std::string(201, 'a')));
}

TEST_CASE("name: an instance cannot be a step in a path") {
    for (auto text : {"a", "a b", "é", "...", "a:b", "%n", "a@b"}) CHECK(is_instance(text));
    for (auto text : {"", ".", "..", "a/b", "/", "a\nb", "\x1b", "\xff"}) CHECK_FALSE(is_instance(text));
}

TEST_CASE("name: the default is the unit's name and what is left of the instance") {
    CHECK(default_name("web") == "web");
    CHECK(default_name("web", "a") == "web-a");
    CHECK(default_name("my_app", "x y/z") == "my-app-x-y-z");
    CHECK(default_name("web", "..") == "web");
    CHECK(default_name("web", "-1-") == "web-1");
    CHECK(default_name("...", "%%%") == "sandbox");
    CHECK(default_name("") == "sandbox");
}

TEST_CASE("name: every default is a valid name") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const char text[] = {'a', static_cast<char>(first), static_cast<char>(second), '.'};
            CHECK(is_sandbox_name(default_name({text, 4}, {text, 4})));
        }
    CHECK(is_sandbox_name(default_name(std::string(63, 'a') + "-b", "c")));
    CHECK(is_sandbox_name(default_name(std::string(500, '.'), std::string(500, 'x'))));
}

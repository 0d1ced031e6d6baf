// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/path.hh"

#include <climits>
#include <doctest/doctest.h>

using namespace sandbox;

static std::string absolute(std::string_view text) {
    auto path = absolute_path(text);
    return path ? *path : path.error().message();
}

TEST_CASE("path: doubled and trailing slashes and single dots go") {
    CHECK(absolute("/") == "/");
    CHECK(absolute("//") == "/");
    CHECK(absolute("/./.") == "/");
    CHECK(absolute("/a//b/./c/") == "/a/b/c");
    CHECK(absolute("/...") == "/...");
    CHECK(absolute("/a b\n") == "/a b\n");
}

TEST_CASE("path: relative, empty, with a parent or a NUL is refused by its text") {
    CHECK(absolute("") == "empty path");
    CHECK(absolute("a/b") == "\"a/b\" is not an absolute path");
    CHECK(absolute("~/a") == "\"~/a\" is not an absolute path");
    CHECK(absolute("/a/..") == "\"/a/..\" contains \"..\"");
    CHECK(absolute("/../a") == "\"/../a\" contains \"..\"");
    CHECK(absolute(std::string_view("/a\0b", 4)) == "\"/a\\x00b\" contains a NUL");
}

TEST_CASE("path: as long as the kernel takes it, and not one byte more") {
    CHECK(absolute_path("/" + std::string(PATH_MAX - 2, 'x')));
    CHECK(absolute("/" + std::string(PATH_MAX - 1, 'x')) == "path longer than 4095 bytes");
}

TEST_CASE("path: the parent of a top-level name is the root, whose parent it is too") {
    CHECK(parent_of("/a/b") == "/a");
    CHECK(parent_of("/a") == "/");
    CHECK(parent_of("/") == "/");
    CHECK(base_of("/a/b") == "b");
    CHECK(base_of("/a") == "a");
}

TEST_CASE("path: below is the directory or what begins with it and a slash") {
    CHECK(is_below("/a", "/a"));
    CHECK(is_below("/a/b", "/a"));
    CHECK(is_below("/a", "/"));
    CHECK_FALSE(is_below("/ab", "/a"));
    CHECK_FALSE(is_below("/", "/a"));
    CHECK_FALSE(is_below("/a", "/a/b"));
}

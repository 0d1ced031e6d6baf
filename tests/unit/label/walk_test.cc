// SPDX-License-Identifier: LGPL-2.1-or-later
#include "walk.hh"

#include <cerrno>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

using namespace sandbox;
namespace fs = std::filesystem;

namespace {

struct Tree {
    Tree() {
        char name[] = "/tmp/label-walk.XXXXXX";
        REQUIRE(::mkdtemp(name) != nullptr);
        top = name;
        fs::create_directories(top / "mine/inner");
        fs::create_directories(top / "others");
        std::ofstream(top / "mine/inner/file") << "x";
        std::ofstream(top / "others/secret") << "x";
    }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    ~Tree() { fs::remove_all(top); }
    fs::path top{};
};

/// The paths that a walk visits, without what is above the tree.
std::set<std::string> visited(const Tree& tree, const fs::path& path, Result<void>& walked) {
    std::set<std::string> paths;
    walked = label::walk(path, [&](const label::Found& found) -> Result<void> {
        paths.insert(fs::path(found.path).lexically_relative(tree.top));
        return {};
    });
    return paths;
}

}  // namespace

TEST_CASE("label: a walk visits what is below, and links as links") {
    Tree tree;
    fs::create_symlink("../others", tree.top / "mine/link");
    Result<void> walked;
    CHECK(visited(tree, tree.top / "mine", walked) == std::set<std::string>{"mine", "mine/inner", "mine/inner/file", "mine/link"});
    CHECK(walked);
}

TEST_CASE("label: a link that somebody puts above what is to be labelled leads to no other files") {
    Tree tree;
    fs::rename(tree.top / "mine", tree.top / "away");
    fs::create_symlink("others", tree.top / "mine");
    fs::create_directories(tree.top / "others/inner");
    Result<void> walked;
    CHECK(visited(tree, tree.top / "mine/inner", walked).empty());
    REQUIRE_FALSE(walked);
    CHECK(walked.error().code() == ELOOP);
}

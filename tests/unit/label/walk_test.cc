// SPDX-License-Identifier: LGPL-2.1-or-later
#include "walk.hh"

#include "core/fd.hh"

#include <algorithm>
#include <cerrno>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
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
    }, [](Error error) -> Result<void> { return fail(std::move(error)); });
    return paths;
}

/// Directories in each other; the deepest cannot be named by its path.
void make_deep(const fs::path& top, int depth) {
    UniqueFd at(::open(top.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (int level = 0; level < depth; ++level) {
        REQUIRE(::mkdirat(at.get(), "d", 0755) == 0);
        at = UniqueFd(::openat(at.get(), "d", O_PATH | O_DIRECTORY | O_CLOEXEC));
    }
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

TEST_CASE("label: a tree is as deep as who is inside makes it, and what cannot be entered is told and passed over") {
    constexpr int kDepth = 3000;
    Tree tree;
    make_deep(tree.top / "mine/inner", kDepth);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    for (rlim_t most : {rlim_t{200}, before.rlim_max}) {
        rlimit few{std::min(most, before.rlim_max), before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
        int visits = 0, refusals = 0;
        auto walked = label::walk(tree.top, [&](const label::Found&) -> Result<void> { return ++visits, Result<void>(); },
                                  [&](const Error& error) -> Result<void> {
                                      CHECK(error.code() == EMFILE);
                                      return ++refusals, Result<void>();
                                  });
        CHECK(walked);
        bool has_enough = few.rlim_cur > kDepth + 100;
        CHECK(refusals == (has_enough ? 0 : 1));
        CHECK(visits == (has_enough ? kDepth + 6 : visits));
        CHECK(visits > 100);
    }
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

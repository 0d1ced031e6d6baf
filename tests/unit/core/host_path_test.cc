// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/host_path.hh"

#include <cerrno>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace sandbox;
namespace fs = std::filesystem;

namespace {

/// secret/file, and vol, whose links lead there.
struct Tree {
    Tree() {
        char name[] = "/tmp/host-path-XXXXXX";
        REQUIRE(::mkdtemp(name) != nullptr);
        top = name;
        fs::create_directories(top / "secret");
        fs::create_directories(top / "vol/data");
        std::ofstream(top / "secret/file") << "secret";
        std::ofstream(top / "vol/data/file") << "data";
        fs::create_symlink(top / "secret", top / "vol/link");
        fs::create_symlink("../secret/file", top / "vol/tail");
        fs::create_symlink("vol", top / "alias");
    }
    ~Tree() { fs::remove_all(top); }

    std::string path(const char* below) const { return top / below; }
    void distrust(const char* below, HostPaths& paths) const {
        struct stat status {};
        REQUIRE(::stat(path(below).c_str(), &status) == 0);
        paths.distrust(identity_of(status));
    }
    fs::path top{};
};

std::string content(const Result<UniqueFd>& file) {
    if (!file) return file.error().message();
    char text[64];
    ssize_t length = ::read(file->get(), text, sizeof text);
    return std::string(text, length > 0 ? static_cast<std::size_t>(length) : 0);
}

}  // namespace

TEST_CASE("host path: links of the caller's own lead on, where nobody else writes") {
    Tree tree;
    HostPaths paths;
    CHECK(content(paths.open(tree.path("vol/link/file"), O_RDONLY)) == "secret");
    CHECK(content(paths.open(tree.path("vol/tail"), O_RDONLY)) == "secret");
    CHECK(content(paths.open(tree.path("alias/../vol/./data//file"), O_RDONLY)) == "data");
    CHECK(paths.open("/proc/self/fd/0/..", O_PATH).has_value() == fs::is_directory("/proc/self/fd/0"));
    CHECK(paths.open("/proc/self/root/tmp", O_PATH));
}

TEST_CASE("host path: in a directory that is written to inside no link counts, by whatever path it is reached") {
    Tree tree;
    HostPaths paths;
    tree.distrust("vol", paths);
    for (const char* path : {"vol/link/file", "vol/tail", "alias/link/file", "alias/tail"}) {
        auto opened = paths.open(tree.path(path), O_RDONLY);
        REQUIRE_MESSAGE(!opened, path);
        CHECK(opened.error().message().find("that is writable inside") != std::string::npos);
    }
    CHECK(content(paths.open(tree.path("alias/data/file"), O_RDONLY)) == "data");
    CHECK(content(paths.open(tree.path("vol/data/file"), O_RDONLY)) == "data");
    CHECK(paths.open(tree.path("alias"), O_PATH));
    CHECK(content(paths.open(tree.path("secret/file"), O_RDONLY)) == "secret");
}

TEST_CASE("host path: nor does one where somebody inside of another could write before") {
    Tree tree;
    HostPaths paths;
    struct stat status {};
    REQUIRE(::stat(tree.path("vol").c_str(), &status) == 0);
    int asked = 0;
    paths.recall([&] { return ++asked, std::vector{identity_of(status)}; });
    CHECK(content(paths.open(tree.path("vol/data/file"), O_RDONLY)) == "data");
    CHECK(asked == 0);
    for (const char* path : {"vol/link/file", "vol/tail", "alias/link/file"}) {
        auto opened = paths.open(tree.path(path), O_RDONLY);
        REQUIRE_MESSAGE(!opened, path);
        CHECK(opened.error().message().find("that a sandbox could write to before") != std::string::npos);
    }
    CHECK(content(paths.open(tree.path("alias/data/file"), O_RDONLY)) == "data");
}

TEST_CASE("host path: what somebody inside of another could have made is known, with and without a link") {
    Tree tree;
    HostPaths paths;
    auto is_insiders = [&](const char* path) { return paths.is_insiders(paths.find(tree.path(path)).value()); };
    CHECK_FALSE(is_insiders("vol/data/file"));
    struct stat status {};
    REQUIRE(::stat(tree.path("vol").c_str(), &status) == 0);
    paths.recall([&] { return std::vector{identity_of(status)}; });
    for (const char* path : {"vol/data/file", "vol/data", "alias/data/file"}) CHECK_MESSAGE(is_insiders(path), path);
    CHECK_FALSE(is_insiders("secret/file"));
    tree.distrust("secret", paths);
    CHECK(is_insiders("secret/file"));
}

TEST_CASE("host path: a file is made where there is none, and not through a link") {
    Tree tree;
    HostPaths paths;
    CHECK(paths.open(tree.path("alias/new"), O_WRONLY | O_CREAT, 0600));
    CHECK(fs::is_regular_file(tree.top / "vol/new"));
    CHECK(fs::status(tree.top / "vol/new").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    fs::create_symlink(tree.top / "secret/made", tree.top / "vol/out");
    tree.distrust("vol", paths);
    CHECK(!paths.open(tree.path("vol/out"), O_WRONLY | O_CREAT, 0600));
    CHECK(!fs::exists(tree.top / "secret/made"));
    CHECK(paths.open(tree.path("vol/other"), O_WRONLY | O_CREAT, 0600));
}

TEST_CASE("host path: what the working directory's path was has no links") {
    Tree tree;
    HostPaths paths;
    paths.work_in(tree.path("work"));
    fs::create_directories(tree.top / "work/data");
    fs::create_symlink("data", tree.top / "work/own");
    CHECK(paths.open(tree.path("work/own"), O_PATH));
    fs::rename(tree.top / "work", tree.top / "away");
    fs::create_symlink("secret", tree.top / "work");
    auto opened = paths.open(tree.path("work/file"), O_RDONLY);
    REQUIRE(!opened);
    CHECK(opened.error().message().find("was moved away") != std::string::npos);
    CHECK(!paths.open(tree.path("work"), O_PATH));
    CHECK(content(paths.open(tree.path("secret/file"), O_RDONLY)) == "secret");
}

TEST_CASE("host path: a stranger's link does not count") {
    if (::geteuid() != 0) {
        MESSAGE("skipped: only root can make a stranger's link");
        return;
    }
    Tree tree;
    HostPaths paths;
    REQUIRE(::lchown(tree.path("vol/link").c_str(), 65533, 65533) == 0);
    auto opened = paths.open(tree.path("vol/link/file"), O_RDONLY);
    REQUIRE(!opened);
    CHECK(opened.error().message().find("link is a link of user 65533's") != std::string::npos);
}

TEST_CASE("host path: errors have their codes") {
    Tree tree;
    HostPaths paths;
    auto code = [&](const char* path) {
        auto opened = paths.open(tree.path(path), O_RDONLY);
        return opened ? 0 : opened.error().code();
    };
    CHECK(code("none") == ENOENT);
    CHECK(code("alias/none") == ENOENT);
    CHECK(code("alias/data/file/x") == ENOTDIR);
    fs::create_symlink("loop", tree.top / "loop");
    CHECK(code("loop") == ELOOP);
}

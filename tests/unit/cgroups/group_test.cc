// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/cgroups/control.hh"
#include "domains/cgroups/file.hh"
#include "domains/cgroups/group.hh"
#include "domains/cgroups/member.hh"
#include "tests/unit/temporary.hh"

#include <cerrno>
#include <doctest/doctest.h>

using namespace sandbox::cgroups;

using Words = std::vector<std::string>;

static Group v2(const Temporary& tree, std::string path) {
    return {Version::v2, tree.path(), std::move(path)};
}

static std::string text_of(const Temporary& tree, std::string_view name) {
    std::ifstream file(tree.path(name));
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("group: a path is made absolute, and may not lead up") {
    Hierarchy hierarchy{Version::v1, {"cpu"}, "", "/sys/fs/cgroup/cpu", "/"};
    CHECK(group_at(hierarchy, "a//b/").value() == Group{Version::v1, "/sys/fs/cgroup/cpu", "/a/b"});
    CHECK(group_at(hierarchy, "").value().directory() == "/sys/fs/cgroup/cpu");
    CHECK(group_at(hierarchy, "/").value().is_root());
    CHECK_FALSE(group_at(hierarchy, "a/../../b"));
}

TEST_CASE("group: parents and children are one step away") {
    Group group{Version::v2, "/m", "/a/b"};
    CHECK(group.parent().path == "/a");
    CHECK(group.parent().parent().is_root());
    CHECK(group.parent().parent().parent().is_root());
    CHECK(group.child("c").directory() == "/m/a/b/c");
    CHECK(group.parent().parent().child("x").path == "/x");
}

TEST_CASE("group: what is missing above is made too, and told") {
    Temporary tree;
    tree.write("a/keep", "");
    CHECK(make(v2(tree, "/a/b/c")).value() == v2(tree, "/a/b"));
    CHECK(exists(v2(tree, "/a/b/c")));
    CHECK(make(v2(tree, "/a/b/c")).value() == v2(tree, "/a/b/c"));
    CHECK(make_all(v2(tree, "/a/b/c")).value().empty());
    CHECK(children(v2(tree, "/a")).value() == Words{"b"});
}

TEST_CASE("group: a file in the way is named") {
    Temporary tree;
    tree.write("a", "");
    auto made = make(v2(tree, "/a/b"));
    REQUIRE_FALSE(made);
    CHECK(made.error().code() == ENOTDIR);
    CHECK(made.error().message() == "make group " + tree.path("a/b") + ": not a directory");
}

TEST_CASE("group: a tree goes from its leaves up, and one that is gone is ENOENT") {
    Temporary tree;
    REQUIRE(make(v2(tree, "/a/b/c")));
    REQUIRE(make(v2(tree, "/a/d")));
    CHECK(remove_tree(v2(tree, "/a"), Tasks::refuse));
    CHECK_FALSE(exists(v2(tree, "/a")));
    auto again = remove(v2(tree, "/a"), Tasks::refuse);
    REQUIRE_FALSE(again);
    CHECK(again.error().code() == ENOENT);
}

TEST_CASE("group file: values are written as they are, and errors say what is missing") {
    Temporary tree;
    tree.write("a/memory.max", "");
    CHECK(write(v2(tree, "/a"), "memory.max", "1M"));
    CHECK(read(v2(tree, "/a"), "memory.max").value() == "1M");

    auto no_file = write(v2(tree, "/a"), "io.weight", "5");
    REQUIRE_FALSE(no_file);
    CHECK(no_file.error().code() == ENOENT);
    CHECK(no_file.error().message() == "write \"5\" to " + tree.path("a/io.weight") +
                                           ": no such file or directory; the controller is not in the cgroup.subtree_control "
                                           "of the group above, or this kernel has no such file");
    auto no_group = write(v2(tree, "/b"), "io.weight", "5");
    REQUIRE_FALSE(no_group);
    CHECK(no_group.error().message().ends_with("; there is no such group"));
}

TEST_CASE("group control: controllers are enabled in every group above, and only where they are not") {
    Temporary tree;
    for (std::string_view at : {"", "a/", "a/b/"}) {
        tree.write(std::string(at) + "cgroup.controllers", "cpu memory\n");
        tree.write(std::string(at) + "cgroup.subtree_control", at.empty() ? "cpu\n" : "");
    }
    CHECK(enable_controllers(v2(tree, "/a/b"), Words{"cpu"}));
    CHECK(text_of(tree, "cgroup.subtree_control") == "cpu\n");
    CHECK(text_of(tree, "a/cgroup.subtree_control") == "+cpu");
    CHECK(text_of(tree, "a/b/cgroup.subtree_control").empty());
}

TEST_CASE("group control: below processes none is enabled, not even one that the kernel would take there for threads") {
    Temporary tree;
    tree.write("cgroup.controllers", "pids\n");
    tree.write("cgroup.subtree_control", "pids\n");
    for (const auto& [file, text] : {std::pair{"cgroup.controllers", "pids\n"}, {"cgroup.subtree_control", ""}, {"cgroup.type", "domain\n"}, {"cgroup.procs", "7\n"}})
        tree.write(std::string("a/") + file, text);
    CHECK(enable_controllers(v2(tree, "/a/b"), Words{"pids"}));
    tree.write("a/cgroup.subtree_control", "");
    auto enabled = enable_controllers(v2(tree, "/a/b"), Words{"pids"}, Crowded::refuse);
    REQUIRE_FALSE(enabled);
    CHECK(enabled.error().code() == EBUSY);
    CHECK(text_of(tree, "a/cgroup.subtree_control").empty());
    tree.write("a/cgroup.procs", "");
    CHECK(enable_controllers(v2(tree, "/a/b"), Words{"pids"}, Crowded::refuse));
}

TEST_CASE("group control: a controller that is not there is refused by the group that lacks it") {
    Temporary tree;
    tree.write("cgroup.controllers", "cpu\n");
    tree.write("cgroup.subtree_control", "");
    auto enabled = enable_controllers(v2(tree, "/a"), Words{"memory"});
    REQUIRE_FALSE(enabled);
    CHECK(enabled.error().code() == ENOENT);
    CHECK(enabled.error().message() == "enable controller memory below " + tree.path() +
                                           ": no such file or directory; its cgroup.controllers does not have it");
    CHECK(text_of(tree, "cgroup.subtree_control").empty());
}

TEST_CASE("group member: lists are read, and who enters writes 0 to tasks on v1, to cgroup.procs on v2") {
    Temporary tree;
    tree.write("a/tasks", "5\n6\n0\n");
    tree.write("a/cgroup.procs", "5\n");
    Group v1{Version::v1, tree.path(), "/a"};
    CHECK(tasks(v1).value() == std::vector<pid_t>{5, 6});
    CHECK(processes(v1).value() == std::vector<pid_t>{5});

    CHECK(enter(v1));
    CHECK(text_of(tree, "a/tasks").starts_with("0"));
    CHECK(text_of(tree, "a/cgroup.procs") == "5\n");
    CHECK(enter(v2(tree, "/a")));
    CHECK(text_of(tree, "a/cgroup.procs").starts_with("0"));
}

TEST_CASE("group member: a group that is not there is named") {
    Temporary tree;
    auto entered = enter(v2(tree, "/a"));
    REQUIRE_FALSE(entered);
    CHECK(entered.error().code() == ENOENT);
    CHECK(entered.error().message() ==
          "open " + tree.path("a/cgroup.procs") + ": no such file or directory; there is no group " + tree.path("a"));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/registry.hh"

#include "unit/unit.hh"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sandbox;

TEST_CASE("registry: every row is found by its key, and belongs to one spec of a unit") {
    Unit unit;
    std::size_t count = 0;
    for (const Rows& rows : registry())
        for (const Setting& row : rows.settings) {
            ++count;
            CHECK(find_setting(row.key) == &row);
            CHECK(spec_of(row, unit) == rows.spec(unit));
            CHECK(std::ranges::count(sections(), row.section()) == 1);
        }
    CHECK(count > 40);
    CHECK(spec_of(*find_setting("Unit.Format"), unit) == &unit.about);
    CHECK(spec_of(*find_setting("Exec.Command"), unit) == &unit.process);
}

TEST_CASE("registry: of what keeps a sandbox apart, only what costs nothing but itself may be left out") {
    std::vector<std::string_view> losable;
    for (const Rows& rows : registry())
        for (const Setting& row : rows.settings) {
            bool keeps_apart = false;
            for (auto section : {"Sandbox", "User", "Files", "Network", "Security", "SystemCalls"}) keeps_apart |= row.section() == section;
            if (keeps_apart && !row.is_required) losable.push_back(row.key);
        }
    std::ranges::sort(losable);
    CHECK(losable == std::vector<std::string_view>{"Files.Bind", "Files.BindArguments", "Files.BindReadOnly", "Files.Cgroup", "Files.Data",
                                                   "Files.MQueue", "Files.Symlink", "Network.Loopback", "Sandbox.Backend",
                                                   "Sandbox.Optional", "Security.SELinux", "Security.SELinuxContext",
                                                   "Security.SELinuxFileLabel", "Security.SELinuxMountContext"});
    for (auto key : {"Exec.Command", "Exec.User", "Exec.Group", "Exec.Hostname", "Exec.NewSession", "Exec.StandardInput"})
        CHECK(find_setting(key)->is_required);
}

TEST_CASE("registry: the suggestion for an unknown key has a near name, and for one without its section the section") {
    auto suggested = [](const char* key) { return unknown_key(key).message(); };
    CHECK(suggested("MemoryMax") == "unknown key; did you mean Resources.MemoryMax?");
    CHECK(suggested("memorymx") == "unknown key; did you mean Resources.MemoryMax?");
    CHECK(suggested("Resources.MemoryMx") == "unknown key; did you mean Resources.MemoryMax?");
    CHECK(suggested("Files.MemoryMax") == "unknown key; did you mean Resources.MemoryMax?");
    for (auto key : {"Resources.Foo", "Foo", "", "."}) CHECK_MESSAGE(suggested(key) == "unknown key", key);
}

TEST_CASE("registry: the manual of a setting tells its default once, and each word that a standard descriptor takes") {
    for (const Rows& rows : registry())
        for (const Setting& row : rows.settings) {
            bool tells_it = row.manual.find("Default:") != row.manual.npos || row.manual.find(", the default:") != row.manual.npos;
            CHECK_MESSAGE((row.fallback.empty() || !tells_it), row.key);
        }
    for (auto word : {"caller: ", "null: ", "file:PATH is "}) {
        CHECK(find_setting("Exec.StandardInput")->manual.find(word) != std::string_view::npos);
        CHECK(find_setting("Exec.StandardOutput")->manual.find(word) != std::string_view::npos);
    }
}

TEST_CASE("registry: what does not exist is not found") {
    for (auto key : {"", ".", "Exec", "Exec.", ".Command", "exec.Command", "Exec.Command.", "Exec.Commandx"})
        CHECK(find_setting(key) == nullptr);
    Unit unit;
    Setting stranger{.key = "Exec.Command"};
    CHECK(spec_of(stranger, unit) == nullptr);
}

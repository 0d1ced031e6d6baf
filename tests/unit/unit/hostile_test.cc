// SPDX-License-Identifier: LGPL-2.1-or-later

// L12: files that must be refused, each with the message that its author gets. A new one: a file, and its line in
// expected.txt.

#include "core/file.hh"
#include "core/text.hh"
#include "unit/read.hh"
#include "unit/replay.hh"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

using namespace sandbox;
using Clock = std::chrono::steady_clock;

static const std::string kDirectory = HOSTILE_UNITS;
static const Names kNames{.sandbox = "box", .user = "ann", .uid = "1000", .home = "/home/ann", .cwd = "/w",
                          .runtime = "/run/user/1000", .state = "/s", .cache = "/c", .logs = "/l", .machine_id = "ab12"};

static std::string refusal(const std::string& name) {
    auto text = read_file(kDirectory + "/" + name);
    REQUIRE_MESSAGE(text, text.error().message());
    auto assignments = read_unit(*text, name);
    if (!assignments) return assignments.error().message();
    auto unit = replay(*assignments, kNames);
    return unit ? name + " was accepted" : unit.error().message();
}

TEST_CASE("hostile (L12, I05): each file is refused by name, line and column, in less than a second") {
    auto expected = read_file(kDirectory + "/expected.txt");
    REQUIRE(expected);
    std::set<std::string> names;
    for (std::string_view line : split(*expected, '\n')) {
        if (line.empty()) continue;
        std::string name(line.substr(0, line.find(':')));
        names.insert(name);
        auto start = Clock::now();
        CHECK(refusal(name) == line);
        CHECK(Clock::now() - start < std::chrono::seconds(1));
        CHECK(is_clean(line));
    }
    CHECK(names.size() >= 120);

    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(kDirectory))
        if (entry.path().extension() == ".toml") files.insert(entry.path().filename());
    CHECK(files == names);
}

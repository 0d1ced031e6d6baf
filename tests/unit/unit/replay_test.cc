// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/replay.hh"

#include "unit/read.hh"
#include "unit/registry.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static const Names kNames{.sandbox = "box", .home = "/home/ann"};

static std::vector<Assignment> read(std::initializer_list<const char*> texts) {
    std::vector<Assignment> all;
    int number = 0;
    for (auto text : texts) {
        auto assignments = read_unit(text, std::to_string(++number) + ".toml");
        REQUIRE_MESSAGE(assignments, assignments.error().message());
        all.insert(all.end(), assignments->begin(), assignments->end());
    }
    return all;
}

static Unit unit_of(std::initializer_list<const char*> texts) {
    auto unit = replay(read(texts), kNames);
    REQUIRE_MESSAGE(unit, unit.error().message());
    return *unit;
}

TEST_CASE("replay: nothing written is the defaults") {
    auto unit = unit_of({});
    CHECK(*unit.about.format == 1);
    CHECK_FALSE(unit.about.description.is_given());
    CHECK(unit.about.backend.origin.print() == "default");
}

TEST_CASE("replay: of a scalar the last wins, with its origin") {
    auto unit = unit_of({"[Unit]\nDescription = \"a\"", "[Unit]\n\nDescription = \"b\""});
    CHECK(*unit.about.description == "b");
    CHECK(unit.about.description.origin.print() == "2.toml:3:15");
}

TEST_CASE("replay: lists append and an empty text first empties, over files (rule 5)") {
    auto unit = unit_of({"Unit.Documentation = [\"a\", \"b\"]", "Unit.Documentation = [\"c\"]"});
    REQUIRE(unit.about.documentation.size() == 3);
    CHECK(unit.about.documentation.items[2].origin.print() == "2.toml:1:23");
    unit = unit_of({"Unit.Documentation = [\"a\", \"b\"]", "Unit.Documentation = [\"\", \"c\"]"});
    REQUIRE(unit.about.documentation.size() == 1);
    CHECK(*unit.about.documentation.items[0] == "c");
}

TEST_CASE("replay: [Install] takes units of systemd's, and nothing that leads elsewhere") {
    auto unit = unit_of({"Install.WantedBy = [\"multi-user.target\", \"a-b@c.service\"]\nInstall.Alias = [\"www.service\"]"});
    CHECK(unit.about.is_installed());
    CHECK(unit.about.wanted_by.size() == 2);
    CHECK_FALSE(unit_of({"Unit.Description = \"x\""}).about.is_installed());
    for (auto name : {"multi-user", ".target", "../x.target", "a b.target", "x.target\\n", ""})
        CHECK_FALSE(replay(read({("Install.After = [\"x.target\", \"" + std::string(name) + "\"]").c_str()}), kNames));
    CHECK_FALSE(replay(read({"Install.Alias = [\"x.target\"]"}), kNames));
}

TEST_CASE("replay: maps merge by key, and an empty text removes") {
    auto unit = unit_of({"Unit.Labels = {a = \"1\", b = \"2\"}", "Unit.Labels = {a = \"\", c = \"3\"}"});
    REQUIRE(unit.about.labels.items.size() == 2);
    CHECK(unit.about.labels.items[0].first == "b");
    CHECK(unit.about.labels.items[1].first == "c");
}

TEST_CASE("replay: specifiers are expanded in texts, elements, map values and map keys") {
    auto unit = unit_of({"[Unit]\nDescription = \"%n\"\nDocumentation = [\"file:%h/%%\"]\nLabels = {\"%n.key\" = \"%n\"}"});
    CHECK(*unit.about.description == "box");
    CHECK(*unit.about.documentation.items[0] == "file:/home/ann/%");
    CHECK(unit.about.labels.items[0].first == "box.key");
    CHECK(*unit.about.labels.items[0].second == "box");
}

TEST_CASE("replay: a specifier's error names the place and the key, even if a later assignment would hide it") {
    auto refused = replay(read({"[Unit]\nDescription = \"%q\"", "[Unit]\nDescription = \"fine\""}), kNames);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() == "1.toml:2:15: Unit.Description: \"%q\" is no specifier; a percent sign is %%");
}

TEST_CASE("replay: arguments of the command line are taken as they are (I07)") {
    Value::List arguments{{.data = "--bind=%h", .origin = Origin::option("--"), .literal = true},
                          {.data = "%", .origin = Origin::option("--"), .literal = true}};
    Assignment words{find_setting("Unit.Documentation"), {.data = arguments, .origin = Origin::option("--")}};
    auto unit = replay({&words, 1}, kNames);
    REQUIRE(unit);
    CHECK(*unit->about.documentation.items[0] == "--bind=%h");
    CHECK(*unit->about.documentation.items[1] == "%");
}

TEST_CASE("replay: a ~ is the home in settings that are paths, and nowhere else") {
    auto unit = unit_of({"[Unit]\nDescription = \"~/x\"\n[Files]\nRootDirectory = \"~/root\""});
    CHECK(*unit.about.description == "~/x");
    CHECK(*unit.mounts.root_directory == "/home/ann/root");
    auto lists = unit_of({"[Files]\nBind = [\"~/x\", \"-~/y:/y\"]\nTemporaryFileSystem = [\"~/t:size=1M\"]\nInaccessible = [\"~\", \"-~/z\"]\n"
                          "[Exec]\nCommand = [\"~/x\"]"});
    CHECK(lists.mounts.bind.items[0]->source == "/home/ann/x");
    CHECK(lists.mounts.bind.items[0]->target == "/home/ann/x");
    CHECK(*lists.mounts.bind.items[1] == mounts::Bind{.source = "/home/ann/y", .target = "/y", .optional = true});
    CHECK(lists.mounts.tmpfs.items[0]->target == "/home/ann/t");
    CHECK(lists.mounts.inaccessible.items[0]->path == "/home/ann");
    CHECK(*lists.mounts.inaccessible.items[1] == mounts::OptionalPath{"/home/ann/z", true});
    CHECK(*lists.process.command.items[0] == "~/x");
}

TEST_CASE("replay: a colon or a backslash that a specifier brings in parts nothing and stays") {
    Names names = kNames;
    names.cwd = "/a:b\\c";
    auto unit = replay(read({"[Files]\nBind = [\"%w:/x\"]\n[Exec]\nLoadCredential = [\"one:%w/f\", \"two:/g:h\"]"}), names);
    REQUIRE_MESSAGE(unit, unit.error().message());
    CHECK(unit->mounts.bind.items[0]->source == "/a:b\\c");
    CHECK(unit->boot.credentials.items[0]->path == "/a:b\\c/f");
    CHECK(unit->boot.credentials.items[1]->path == "/g:h");
}

TEST_CASE("replay: Sandbox.Optional names settings that exist") {
    CHECK(unit_of({"[Sandbox]\nOptional = [\"Files.Bind\"]"}).about.optional.size() == 1);
    auto refused = replay(read({"[Sandbox]\nOptional = [\"Files.Bind\", \"Exec.Nothing\"]"}), kNames);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() == "1.toml:2:27: Sandbox.Optional: \"Exec.Nothing\": unknown key");
}

TEST_CASE("replay: what keeps a sandbox apart from the host is refused in Sandbox.Optional") {
    for (const char* key : {"Sandbox.JoinUnit", "Exec.Command", "Exec.User", "Files.Proc", "Security.Capabilities", "SystemCalls.Profile"}) {
        auto text = "[Sandbox]\nOptional = [\"" + std::string(key) + "\"]";
        auto refused = replay(read({text.c_str()}), kNames);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message() == "1.toml:2:13: Sandbox.Optional: \"" + std::string(key) +
                                               "\" cannot be left out: it is part of what keeps the sandbox apart from the host");
    }
}

TEST_CASE("replay: the unit's own words are all but those of the command line, with the init that Exec.Boot starts") {
    auto own_words = [](const char* text, bool has_words) {
        auto assignments = read({text});
        Value::List words{{.data = "a", .origin = Origin::option("--"), .literal = true}};
        if (has_words) assignments.push_back({find_setting("Exec.Command"), {.data = words, .origin = Origin::option("--")}});
        auto unit = replay(assignments, kNames);
        REQUIRE_MESSAGE(unit, unit.error().message());
        return std::pair(unit->own_words, unit->process.command.size());
    };
    CHECK(own_words("[Exec]\nCommand = [\"sh\", \"-c\"]", true) == std::pair<std::size_t, std::size_t>(2, 3));
    CHECK(own_words("[Exec]\nCommand = [\"sh\", \"-c\"]", false) == std::pair<std::size_t, std::size_t>(2, 2));
    CHECK(own_words("", true) == std::pair<std::size_t, std::size_t>(0, 1));
    CHECK(own_words("[Exec]\nBoot = true", true) == std::pair<std::size_t, std::size_t>(1, 2));
    CHECK(own_words("[Exec]\nBoot = true", false) == std::pair<std::size_t, std::size_t>(1, 1));
    CHECK(own_words("[Exec]\nBoot = true\nCommand = [\"/init\"]", true) == std::pair<std::size_t, std::size_t>(1, 2));
}

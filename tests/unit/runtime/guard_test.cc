// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/guard.hh"

#include "tests/unit/temporary.hh"

#include <doctest/doctest.h>
#include <filesystem>

using sandbox::mounts::Guards;
using sandbox::mounts::Lent;
using sandbox::Guarded;
namespace fs = std::filesystem;

namespace {

struct Home {
    Temporary directory{};
    fs::path path = fs::canonical(directory.path());
};

sandbox::GuardedPlaces read_only(const fs::path& path) {
    return sandbox::GuardedPlaces({{path.string(), Guarded::Manner::read_only}});
}

sandbox::GuardedPlaces hidden(const fs::path& path) {
    return sandbox::GuardedPlaces({{path.string(), Guarded::Manner::hidden}});
}

/// Looked up anew.
sandbox::Result<std::vector<Guarded>> guarded_in(const fs::path& tree, Lent lent, sandbox::GuardedPlaces guarded) {
    return sandbox::mounts::guarded_in(tree.string(), lent, guarded);
}

std::vector<std::string> paths(const std::vector<Guarded>& guarded) {
    std::vector<std::string> paths;
    for (const Guarded& one : guarded) paths.push_back(one.path);
    return paths;
}

std::vector<std::string> found_in(const fs::path& tree, const fs::path& guarded) {
    auto found = guarded_in(tree, Lent::to_write, read_only(guarded));
    REQUIRE_MESSAGE(found, found.error().message());
    return paths(*found);
}

}  // namespace

TEST_CASE("guard: a directory in a tree is found by its place there, and made if it is missing") {
    Home home;
    auto units = home.path / "h/.config/sandbox/units";
    fs::create_directories(home.path / "h");

    CHECK(found_in(home.path / "h", units) == std::vector<std::string>{".config/sandbox/units"});
    CHECK(fs::is_directory(units));
    CHECK(found_in(home.path, units) == std::vector<std::string>{"h/.config/sandbox/units"});
    CHECK(found_in("/", units) == std::vector<std::string>{units.string().substr(1)});
}

TEST_CASE("guard: a tree beside it is left alone, and nothing is made for it") {
    Home home;
    fs::create_directories(home.path / "h/project");
    fs::create_directories(home.path / "h2");

    CHECK(found_in(home.path / "h/project", home.path / "h/.config/sandbox/units").empty());
    CHECK(found_in(home.path / "h2", home.path / "h/.config/sandbox/units").empty());
    CHECK(found_in(home.path / "missing", home.path / "h/.config/sandbox/units").empty());
    CHECK_FALSE(fs::exists(home.path / "h/.config"));
}

TEST_CASE("guard: links lead to the same place, whichever side has them") {
    Home home;
    fs::create_directories(home.path / "h/.config");
    fs::create_symlink("h", home.path / "alias");

    CHECK(found_in(home.path / "alias", home.path / "h/.config/sandbox/units") == std::vector<std::string>{".config/sandbox/units"});
    CHECK(found_in(home.path / "h", home.path / "alias/.config/sandbox/units") == std::vector<std::string>{".config/sandbox/units"});
}

TEST_CASE("guard: a link on the way that could be exchanged from inside is refused") {
    Home home;
    fs::create_directories(home.path / "h/dotfiles/config");
    fs::create_symlink("dotfiles/config", home.path / "h/.config");
    fs::create_symlink("h/.config", home.path / "outside");

    for (const char* way : {"h/.config/sandbox/units", "outside/sandbox/units"}) {
        auto found = guarded_in(home.path / "h", Lent::to_write, read_only(home.path / way));
        REQUIRE_FALSE(found);
        CHECK(found.error().message().find("the link " + (home.path / "h/.config").string() + " leads there") != std::string::npos);
    }
    CHECK(found_in(home.path / "h/dotfiles", home.path / "outside/sandbox/units") == std::vector<std::string>{"config/sandbox/units"});
}

TEST_CASE("guard: the directory itself and what is in it are refused") {
    Home home;
    auto units = home.path / "units";
    fs::create_directories(units / "web.toml.d");
    fs::create_symlink("units/web.toml.d", home.path / "alias");

    for (const char* tree : {"units", "units/web.toml.d", "alias"}) {
        auto found = guarded_in(home.path / tree, Lent::to_write, read_only(units));
        REQUIRE_FALSE(found);
        CHECK(found.error().message() == "what is in " + units.string() + " is trusted outside, and must not be written from inside; Files.BindReadOnly shows it");
    }
}

TEST_CASE("guard: a link that leads nowhere is refused, since it may come to lead somewhere") {
    Home home;
    fs::create_symlink("nowhere", home.path / "units");
    auto found = guarded_in(home.path, Lent::to_write, read_only(home.path / "units"));
    REQUIRE_FALSE(found);
    CHECK(found.error().message().find("the link " + (home.path / "units").string() + " leads there") != std::string::npos);
}

TEST_CASE("guard: what is hidden is so in a tree that is only read, too, where what is read-only needs nothing") {
    Home home;
    auto state = home.path / "h/.local/state/sandbox";
    fs::create_directories(home.path / "h");

    auto found = guarded_in(home.path / "h", Lent::to_read, hidden(state));
    REQUIRE_MESSAGE(found, found.error().message());
    CHECK(*found == std::vector<Guarded>{{".local/state/sandbox", Guarded::Manner::hidden}});
    CHECK((fs::status(state).permissions() & fs::perms::all) == fs::perms::owner_all);
    auto units = guarded_in(home.path / "h", Lent::to_read, read_only(home.path / "h/.config/sandbox/units"));
    REQUIRE(units);
    CHECK(units->empty());
    CHECK_FALSE(fs::exists(home.path / "h/.config"));
    for (Lent lent : {Lent::to_read, Lent::to_write}) {
        auto itself = guarded_in(state, lent, hidden(state));
        REQUIRE_FALSE(itself);
        CHECK(itself.error().message() == "what is in " + state.string() + " is for nobody inside to see");
    }
}

TEST_CASE("guard: what is made meanwhile is seen from the next tree, although places are looked up once") {
    Home home;
    fs::create_directories(home.path / "h/.config");
    auto units = home.path / "h/.config/sandbox/units";
    auto places = read_only(units);

    REQUIRE(sandbox::mounts::guarded_in(home.path / "h", Lent::to_write, places));
    REQUIRE(fs::is_directory(units));
    auto below = sandbox::mounts::guarded_in(home.path / "h/.config/sandbox", Lent::to_write, places);
    REQUIRE_MESSAGE(below, below.error().message());
    CHECK(paths(*below) == std::vector<std::string>{"units"});
}

TEST_CASE("guard: each place is kept once, and each way there is one mount, from above") {
    using Manner = Guarded::Manner;
    std::vector<Guarded> found{{"a/b/web.toml"}, {"a/b/base.toml"}, {"run/sandbox/units"}, {"run/sandbox"}, {"run/sandbox/by-name", Manner::hidden},
                               {"run/sandbox/by-name/x"}, {"a/b/web.toml"}, {"c", Manner::hidden}, {"c"}};
    Guards guards(found);

    CHECK(guards.ends() == Guards::Ends{{"a/b/base.toml", Manner::read_only}, {"a/b/web.toml", Manner::read_only}, {"c", Manner::hidden},
                                        {"run/sandbox", Manner::read_only}, {"run/sandbox/by-name", Manner::hidden}});
    CHECK(guards.ways() == std::set<std::string>{"a", "a/b", "run"});
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/search.hh"

#include "../temporary.hh"
#include "unit/replay.hh"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// Two directories of units, as ~/.config and /usr/lib are: the first one hides the second.
struct Units {
    Temporary tmp{};
    SearchPath search{.directories = {tmp.path("user"), tmp.path("missing"), tmp.path("system")}, .home = tmp.path("home"),
                      .caller = ::geteuid()};

    void user(std::string_view name, std::string_view text) { tmp.write("user/" + std::string(name), text); }
    void system(std::string_view name, std::string_view text) { tmp.write("system/" + std::string(name), text); }

    Loaded load(const std::string& name) {
        auto loaded = sandbox::load(name, search);
        REQUIRE_MESSAGE(loaded, loaded.error().message());
        return *loaded;
    }
    std::string refusal(const std::string& name) {
        auto loaded = sandbox::load(name, search);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().fault() == Fault::usage);
        auto message = loaded.error().message();
        for (auto at = message.find(tmp.path() + "/"); at != message.npos; at = message.find(tmp.path() + "/"))
            message.erase(at, tmp.path().size() + 1);
        return message;
    }
    /// The descriptions in the order in which they were written over each other.
    std::string order(const std::string& name) {
        std::string order;
        for (const Assignment& assignment : load(name).assignments)
            if (assignment.row->key == "Unit.Description") order += std::get<std::string>(assignment.value.data) + " ";
        return order;
    }
};

std::string described(const std::string& text, const std::string& extends = "") {
    return "[Unit]\nDescription = \"" + text + "\"\n" + (extends.empty() ? "" : "Extends = [" + extends + "]\n");
}

}  // namespace

TEST_CASE("search: a unit is NAME.toml in the first directory that has it") {
    Units units;
    units.system("web.toml", described("system"));
    CHECK(units.order("web") == "system ");
    units.user("web.toml", described("user"));
    CHECK(units.order("web") == "user ");
    auto loaded = units.load("web");
    CHECK(loaded.name == "web");
    CHECK(loaded.instance.empty());
    CHECK(loaded.files == std::vector<std::string>{units.tmp.path("user/web.toml")});
    CHECK(loaded.assignments[0].value.origin.print() == units.tmp.path("user/web.toml") + ":2:15");
}

TEST_CASE("search: a template is NAME@.toml and gets its argument") {
    Units units;
    units.system("web@.toml", described("template"));
    auto loaded = units.load("web@a b@c");
    CHECK(loaded.name == "web");
    CHECK(loaded.instance == "a b@c");
    CHECK(units.refusal("web@") == "\"web@\" is a template; run it as web@ARG");
    CHECK(units.refusal("web@..") == "\"..\" cannot be the instance of a template");
    CHECK(units.refusal("web").starts_with("unit \"web\" not found in user, missing, system"));
}

TEST_CASE("search: a name may be written with its suffix") {
    Units units;
    units.system("web.toml", described("web"));
    units.system("job@.toml", described("template"));
    units.user("own.toml", described("own", "\"web.toml\""));
    CHECK(units.load("web.toml").name == "web");
    CHECK(units.load("job@1.toml").instance == "1");
    CHECK(units.order("own.toml") == "web own ");
    CHECK(units.refusal("job@.toml") == "\"job@.toml\" is a template; run it as job@ARG");
    CHECK(units.refusal(".toml") == "\".toml\" is no unit's name; a path has a slash");
}

TEST_CASE("search: an instance's own file goes before its template, beside it too") {
    Units units;
    units.tmp.write("elsewhere/web@.toml", described("template"));
    units.tmp.write("elsewhere/web@1.toml", described("own"));
    CHECK(units.order(units.tmp.path("elsewhere/web@1")) == "own ");
    CHECK(units.order(units.tmp.path("elsewhere/web@1.toml")) == "own ");
    CHECK(units.order(units.tmp.path("elsewhere/web@2")) == "template ");
}

TEST_CASE("search: what is kept for an instance is its own") {
    Units units;
    units.user("web@.toml", described("template"));
    units.user("web.toml", described("plain"));
    CHECK(units.load("web@1").drop_ins == units.tmp.path("user/web@1.toml.d"));
    CHECK(units.load(units.tmp.path("user/web@1")).drop_ins == units.tmp.path("user/web@1.toml.d"));
    CHECK(units.load("web").drop_ins == units.tmp.path("user/web.toml.d"));
    units.user("web@1.toml.d/90-sandbox-set.toml", described("one"));
    CHECK(units.order("web@1") == "template one ");
    CHECK(units.order("web@2") == "template ");
    auto places = units.load(units.tmp.path("user/web@1")).places;
    CHECK(places == std::vector<std::string>{units.tmp.path("user/web@1.toml.d"), units.tmp.path("user/web@.toml.d")});
}

TEST_CASE("search: a name with a slash is a path, and is shown as it was written") {
    Units units;
    auto file = units.tmp.write("elsewhere/my unit.toml", described("by path"));
    auto loaded = units.load(file);
    CHECK(loaded.name == "my unit");
    CHECK(loaded.assignments[0].value.origin.source == file);
    CHECK(units.refusal(units.tmp.path("elsewhere/web.toml")) == "unit \"elsewhere/web.toml\" not found");
    units.tmp.write("elsewhere/web@.toml", described("template"));
    CHECK(units.load(units.tmp.path("elsewhere/web@x.toml")).instance == "x");
    CHECK(units.refusal(units.tmp.path("elsewhere/")).ends_with("names no file"));
}

TEST_CASE("search: a relative path begins at the working directory") {
    Units units;
    units.tmp.write("here/web.toml", described("here", "\"./base.toml\""));
    units.tmp.write("here/base.toml", described("base"));
    auto before = std::filesystem::current_path();
    std::filesystem::current_path(units.tmp.path("here"));
    CHECK(units.order("./web.toml") == "base here ");
    CHECK(units.load("./web.toml").files == std::vector<std::string>{"./web.toml", "./base.toml"});
    std::filesystem::current_path(units.tmp.path());
    CHECK(units.order("here/web.toml") == "base here ");
    std::filesystem::current_path(before);
}

TEST_CASE("search (L12): names that are paths, options or control characters are refused") {
    Units units;
    units.user("web.toml", "");
    for (auto name : {"", ".", "..", "-web", ".web", "we b", "web\n", "\x1b[2J", "\xe2\x80\xae", "web\xff", "%n"})
        CHECK(units.refusal(name).find("name") != std::string::npos);
    CHECK_FALSE(load("/", units.search));
    CHECK_FALSE(load("/..", units.search));
    CHECK_FALSE(load("./\n", units.search));
}

TEST_CASE("search: what is not found says where it was looked for, and what is near") {
    Units units;
    units.system("browser.toml", "");
    CHECK(units.refusal("borwser") == "unit \"borwser\" not found in user, missing, system; did you mean browser?");
    CHECK(units.refusal("zzz") == "unit \"zzz\" not found in user, missing, system; to run a command: sandbox-run -- zzz");
    units.user("web.toml", "[Unit]\nExtends = [\"zzz\"]\n");
    CHECK(units.refusal("web") == "user/web.toml:2:12: Unit.Extends: unit \"zzz\" not found in user, missing, system");
    CHECK(units.refusal("zzz.toml") == "unit \"zzz\" not found in user, missing, system; a path has a slash: ./zzz.toml");
}

TEST_CASE("search: a program that is given as a unit is told how programs are run") {
    Units units;
    units.tmp.write("elsewhere/run.sh", "#!/bin/sh\necho hi\n");
    units.tmp.write("elsewhere/program", "\x7f" "ELF\n");
    units.tmp.write("elsewhere/unit", "#!/usr/bin/env sandbox-run\n[Exec]\nCommand = [\"true\"]\n");
    for (auto name : {"run.sh", "program"}) {
        auto path = units.tmp.path("elsewhere/" + std::string(name));
        CHECK(units.refusal(path).ends_with("; to run a program: sandbox-run -- elsewhere/" + std::string(name)));
    }
    CHECK(load(units.tmp.path("elsewhere/unit"), units.search));
}

TEST_CASE("search: bases come before the unit, left to right, depth first, each once (rule 5)") {
    Units units;
    units.system("root.toml", described("root"));
    units.system("left.toml", described("left", "\"root\""));
    units.system("right.toml", described("right", "\"root\", \"extra\""));
    units.system("extra.toml", described("extra"));
    units.user("web.toml", described("web", "\"left\", \"\", \"right\""));
    CHECK(units.order("web") == "root left extra right web ");
}

TEST_CASE("search: a base may be named by a path beside its unit, from the home, or from the root") {
    Units units;
    units.user("web.toml", described("web", "\"../other/a.toml\", \"~/b.toml\", \"" + units.tmp.path("other/c.toml") + "\""));
    units.tmp.write("other/a.toml", described("a"));
    units.tmp.write("home/b.toml", described("b"));
    units.tmp.write("other/c.toml", described("c"));
    CHECK(units.order("web") == "a b c web ");
}

TEST_CASE("search: bases in a circle are refused by their names") {
    Units units;
    units.user("a.toml", described("a", "\"b\""));
    units.user("b.toml", described("b", "\"c\""));
    units.user("c.toml", described("c", "\"b\""));
    CHECK(units.refusal("a") == "user/c.toml:3:12: Unit.Extends: user/b.toml extends user/c.toml extends user/b.toml");
    units.user("self.toml", described("self", "\"self\""));
    CHECK(units.refusal("self") == "user/self.toml:3:12: Unit.Extends: user/self.toml extends user/self.toml");
    units.user("link.toml", described("x", "\"../user/./link.toml\""));
    CHECK(units.refusal("link") == "user/link.toml:3:12: Unit.Extends: user/link.toml extends user/../user/./link.toml");
}

TEST_CASE("search: a chain of bases has an end") {
    Units units;
    for (int number = 0; number < 40; ++number)
        units.user("u" + std::to_string(number) + ".toml", described("x", "\"u" + std::to_string(number + 1) + "\""));
    CHECK(units.refusal("u0").ends_with("more than 32 bases above each other"));
}

TEST_CASE("search: the number of files has an end") {
    Units units;
    std::string bases;
    for (int number = 0; number < 300; ++number) {
        units.user("u" + std::to_string(number) + ".toml", "");
        bases += "\"u" + std::to_string(number) + "\",";
    }
    units.user("web.toml", described("web", bases));
    CHECK(units.refusal("web").ends_with("more than 256 files"));
}

TEST_CASE("search: specifiers in the name of a base are expanded before it is looked for") {
    Units units;
    units.search.names = [&](const std::string& name, const std::string& instance) -> Result<Names> {
        return Names{.instance = instance, .sandbox = name, .home = units.tmp.path("user")};
    };
    for (const char* file : {"b 20.toml", "b%20.toml", "b-web.toml", "b-one.toml"}) units.user(file, described("base"));
    for (const char* base : {"%h/b-web.toml", "~/b-web.toml", "./b%%20.toml", "./b-%n.toml", "b-%n"}) {
        INFO(base);
        units.user("web.toml", described("web", "\"" + std::string(base) + "\""));
        CHECK(units.order("web") == "base web ");
    }
    units.user("many@.toml", described("many", "\"b-%i\""));
    CHECK(units.order("many@one") == "base many ");
    units.user("web.toml", described("web", "\"./b%20.toml\""));
    CHECK(units.refusal("web") == "user/web.toml:3:12: Unit.Extends: \"%2\" is no specifier; a percent sign is %%");
    units.user("web.toml", described("web", "\"%t/b.toml\""));
    CHECK(units.refusal("web").starts_with("user/web.toml:3:12: Unit.Extends: %t: there is no runtime directory"));
}

TEST_CASE("search: a base's error points at its name in Extends") {
    Units units;
    units.user("web.toml", described("web", "\"bsae\""));
    units.user("base.toml", "");
    CHECK(units.refusal("web") ==
          "user/web.toml:3:12: Unit.Extends: unit \"bsae\" not found in user, missing, system; did you mean base?");
    units.user("web.toml", described("web", "7"));
    CHECK(units.refusal("web") == "user/web.toml:3:12: Unit.Extends: expected a string, found an integer");
    units.user("web.toml", "[Unit]\nExtends = \"base\"\n");
    CHECK(units.refusal("web") == "user/web.toml:2:11: Unit.Extends: expected a list, found a string");
    units.user("web.toml", described("web", "\"base\""));
    units.user("base.toml", "[Exec]\nComand = []\n");
    CHECK(units.refusal("web") == "user/base.toml:2:1: Exec.Comand: unknown key; did you mean Exec.Command?");
}

TEST_CASE("search: drop-ins of all directories follow the unit, sorted by file name, the earlier directory hiding the later") {
    Units units;
    units.system("web.toml", described("web", "\"base\""));
    units.system("base.toml", described("base"));
    units.system("base.toml.d/1.toml", described("not the base's"));
    units.system("web.toml.d/10-a.toml", described("system-10"));
    units.system("web.toml.d/30-c.toml", described("system-30"));
    units.user("web.toml.d/20-b.toml", described("user-20"));
    units.user("web.toml.d/30-c.toml", described("user-30"));
    units.user("web.toml.d/ignored.txt", "not TOML");
    units.user("web.toml.d/.hidden.toml", "not TOML");
    CHECK(units.order("web") == "base web system-10 user-20 user-30 ");
}

TEST_CASE("search: a template's drop-ins are beside the template, a path's beside the file") {
    Units units;
    units.system("web@.toml", described("template"));
    units.user("web@.toml.d/a.toml", described("drop-in"));
    CHECK(units.order("web@x") == "template drop-in ");
    auto file = units.tmp.write("elsewhere/web@.toml", described("path"));
    units.tmp.write("elsewhere/web@.toml.d/a.toml", described("beside"));
    CHECK(units.order(file) == "path beside ");
}

TEST_CASE("search: a template's instance has a file and drop-ins of its own, which go before the template's") {
    Units units;
    units.user("web@.toml", described("template"));
    units.system("web@x.toml", described("instance"));
    units.user("web@.toml.d/a.toml", described("a of all"));
    units.user("web@.toml.d/b.toml", described("b of all"));
    units.system("web@x.toml.d/a.toml", described("a"));
    CHECK(units.order("web@x") == "instance a b of all ");
    CHECK(units.order("web@y") == "template a of all b of all ");
    units.user("db@.toml", described("template"));
    units.user("db@x.toml.d/a.toml", described("own"));
    CHECK(units.order("db@x") == "template own ");
    CHECK(units.order(units.tmp.path("user/db@x.toml")) == "template own ");
    CHECK(units.load("db@x").instance == "x");
}

TEST_CASE("search: a drop-in that is a link to /dev/null masks, a unit that is one is masked") {
    Units units;
    units.user("web.toml", described("unit"));
    units.system("web.toml.d/a.toml", described("drop-in"));
    units.user("web.toml.d/b.toml", described("other"));
    REQUIRE(::symlink("/dev/null", units.tmp.path("user/web.toml.d/a.toml").c_str()) == 0);
    CHECK(units.order("web") == "unit other ");
    REQUIRE(::symlink("/dev/null", units.tmp.path("user/db.toml").c_str()) == 0);
    CHECK(units.refusal("db") == "user/db.toml: is masked: it is a link to /dev/null");
    REQUIRE(::symlink("/dev/zero", units.tmp.path("user/web.toml.d/c.toml").c_str()) == 0);
    CHECK(units.refusal("web") == "user/web.toml.d/c.toml: is a device");
}

TEST_CASE("search: a drop-in extends nothing") {
    Units units;
    units.user("web.toml", "");
    units.user("web.toml.d/a.toml", described("x", "\"web\""));
    CHECK(units.refusal("web") == "user/web.toml.d/a.toml:3:11: Unit.Extends: a drop-in extends nothing");
}

TEST_CASE("search (L13): unit, base, drop-in and their directories are refused by name if others can write them") {
    Units units;
    units.user("web.toml", described("web", "\"base\""));
    units.system("base.toml", "");
    units.user("web.toml.d/a.toml", "");
    CHECK(units.load("web").files.size() == 3);
    for (auto name : {"user/web.toml", "system/base.toml", "user/web.toml.d/a.toml", "user/web.toml.d", "user", "system"}) {
        struct stat before;
        auto path = units.tmp.path(name);
        REQUIRE(::stat(path.c_str(), &before) == 0);
        REQUIRE(::chmod(path.c_str(), 0777) == 0);
        CHECK(units.refusal("web").ends_with(std::string(name) + ": writable by others; chmod go-w"));
        REQUIRE(::chmod(path.c_str(), before.st_mode & 07777) == 0);
    }
    CHECK(units.load("web").files.size() == 3);
}

TEST_CASE("search (L12): a unit that is no regular file is refused") {
    Units units;
    units.user("other.toml", "");
    REQUIRE(::mkfifo(units.tmp.path("user/web.toml").c_str(), 0600) == 0);
    CHECK(units.refusal("web") == "user/web.toml: is a fifo");
    REQUIRE(::symlink("nowhere", units.tmp.path("user/gone.toml").c_str()) == 0);
    CHECK(units.refusal("gone").starts_with("unit \"gone\" not found"));
    std::filesystem::create_directories(units.tmp.path("user/other.toml.d"));
    REQUIRE(::symlink("nowhere", units.tmp.path("user/other.toml.d/x.toml").c_str()) == 0);
    CHECK(units.refusal("other") == "user/other.toml.d/x.toml: is a symbolic link to nothing");
}

TEST_CASE("search: the default path has the user's directory first, and none without a home") {
    auto search = default_search_path("/home/ann", 1000);
    CHECK(search.directories.front() == "/home/ann/.config/sandbox/units");
    CHECK(search.directories.back() == "/usr/lib/sandbox/units");
    CHECK(search.caller == 1000);
    for (auto home : {"", "relative"}) CHECK(default_search_path(home, 0).directories.front() == "/etc/sandbox/units");
}

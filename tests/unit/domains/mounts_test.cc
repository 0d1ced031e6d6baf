// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/plan.hh"
#include "domains/mounts/spec.hh"

#include "value.hh"

#include <algorithm>
#include <doctest/doctest.h>
#include <functional>
#include <utility>

using namespace sandbox;
using namespace sandbox::mounts;

namespace {

Bind bind(const char* words) {
    auto parsed = parse_bind(text(words));
    REQUIRE_MESSAGE(parsed, parsed.error().message());
    return *parsed;
}
Tmpfs tmpfs(const char* words) {
    auto parsed = parse_tmpfs(text(words));
    REQUIRE_MESSAGE(parsed, parsed.error().message());
    return *parsed;
}

using Ids = Contributions::Ids;

/// The steps of these places and of a spec's root, where the sandbox has such ids.
Result<std::vector<Step>> planned(const Spec& spec, Ids ids, std::vector<Place> places = {}) {
    Contributions all{.places = std::move(places), .ids = ids};
    Draft<Step> draft;
    TRY(plan(spec, {}, all, draft));
    std::vector<Step> steps;
    for (auto& planned : draft.steps) steps.push_back(std::move(planned.body));
    return steps;
}

/// The step of a kind, of which there is one.
template <class T> T only(const Result<std::vector<Step>>& steps) {
    REQUIRE_MESSAGE(steps, steps.error().message());
    auto is_one = [](const Step& step) { return std::holds_alternative<T>(step); };
    REQUIRE(std::ranges::count_if(*steps, is_one) == 1);
    return std::get<T>(*std::ranges::find_if(*steps, is_one));
}

Place::Idmap map_of_root(bool is_read_only, Ids ids) {
    Spec spec{.root_directory = {"/srv/image", {}}, .read_only = {is_read_only, {}}};
    return only<DirectoryRoot>(planned(spec, ids)).idmap;
}

/// What a written bind becomes.
Result<Place> placed(const char* words, Ids ids) {
    Spec spec{.root_directory = {"/srv/image", {}}, .bind = {{{bind(words), Origin::file("u.toml", 2, 3)}}, true}};
    Contributions all{.ids = ids};
    TRY(contribute(spec, {}, {}, all));
    std::erase_if(all.places, [](const Place& place) { return place.reason.setting != "Files.Bind"; });
    return only<PutPlace>(planned(spec, ids, all.places)).place;
}

Place directory_at(std::string target) {
    return {.kind = Place::Kind::tmpfs, .target = std::move(target), .reason = {"Files.TemporaryFileSystem", Origin::file("u.toml", 2, 3)}};
}

std::string conflict(const Place& one, const Place& other) {
    auto steps = planned({}, Ids::launcher, {one, other});
    return steps ? "none" : steps.error().message();
}

}  // namespace

TEST_CASE("bind: a source alone is its own target") {
    CHECK(bind("/srv/data") == Bind{.source = "/srv/data", .target = "/srv/data"});
    CHECK(bind("/srv//data/./") == Bind{.source = "/srv/data", .target = "/srv/data"});
    CHECK(bind("/srv:") == Bind{.source = "/srv", .target = "/srv"});
}

TEST_CASE("bind: source, target and options stand between colons") {
    CHECK(bind("/a:/b") == Bind{.source = "/a", .target = "/b"});
    CHECK(bind("/a::noexec") == Bind{.source = "/a", .target = "/a", .noexec = true});
    CHECK(bind("/a:/b:norbind,noexec,nosuid,nodev,idmap") ==
          Bind{.source = "/a", .target = "/b", .recursive = false, .noexec = true, .idmap = Bind::Idmap::yes});
    CHECK(bind("/a:/b:idmap=range") == Bind{.source = "/a", .target = "/b", .idmap = Bind::Idmap::range});
    CHECK(bind("/a:/b:norbind,rbind,,noidmap") == Bind{.source = "/a", .target = "/b", .idmap = Bind::Idmap::no});
}

TEST_CASE("bind: a - in front makes it optional") {
    CHECK(bind("-/a:/b") == Bind{.source = "/a", .target = "/b", .optional = true});
    CHECK(refusal(parse_bind(text("--/a"))) == "\"-/a\" is not an absolute path");
}

TEST_CASE("bind: a backslash protects a colon and a backslash, and nothing else (M13)") {
    CHECK(bind("/a\\:b:/c\\\\d") == Bind{.source = "/a:b", .target = "/c\\d"});
    CHECK(bind("/a\\b,c d") == Bind{.source = "/a\\b,c d", .target = "/a\\b,c d"});
    CHECK(bind("/a\\") == Bind{.source = "/a\\", .target = "/a\\"});
    CHECK(bind("/\\040") == Bind{.source = "/\\040", .target = "/\\040"});
}

TEST_CASE("bind: what is no path or no option is refused by its text") {
    CHECK(refusal(parse_bind(text(""))) == "empty path");
    CHECK(refusal(parse_bind(text("a:/b"))) == "\"a\" is not an absolute path");
    CHECK(refusal(parse_bind(text("/a:b"))) == "\"b\" is not an absolute path");
    CHECK(refusal(parse_bind(text("/a/../b"))) == "\"/a/../b\" contains \"..\"");
    CHECK(refusal(parse_bind(text("/a:/"))) == "a bind cannot be the root; Files.RootDirectory can");
    CHECK(refusal(parse_bind(text("/"))) == "a bind cannot be the root; Files.RootDirectory can");
    CHECK(refusal(parse_bind(text("/a:/b:ro"))) == "\"ro\" is no option of a bind: norbind, noexec, nosuid, nodev, idmap, idmap=range, noidmap");
    CHECK(refusal(parse_bind(text("/a:/b:noexec:more"))).starts_with("\"noexec:more\" is no option"));
    CHECK(refusal(parse_bind(text("/a:/b:suid"))).starts_with("\"suid\" is no option"));
    CHECK(refusal(parse_bind(integer(1))) == "expected a string, found an integer");
}

TEST_CASE("tmpfs: always sized, by itself or by its options") {
    CHECK(tmpfs("/scratch") == Tmpfs{.target = "/scratch", .size = Bytes{64u << 20}, .inodes = 65536, .mode = 0755});
    CHECK(tmpfs("/scratch:size=1G,nr_inodes=10,mode=0700") == Tmpfs{.target = "/scratch", .size = Bytes{1u << 30}, .inodes = 10, .mode = 0700});
    CHECK(tmpfs("/a\\:b:size=4096") == Tmpfs{.target = "/a:b", .size = Bytes{4096}});
    CHECK(tmpfs("/tmp:size=1M").mode == 01777);
    CHECK(tmpfs("/tmp:mode=0700").mode == 0700);
    CHECK(tmpfs("/home").mode == 0755);
    CHECK(tmpfs("/home/user").mode == 0700);
    CHECK(tmpfs("/root").mode == 0700);
    CHECK(tmpfs("/home/user:mode=0711").mode == 0711);
}

TEST_CASE("tmpfs: no size, an endless one, or a word it does not know is refused") {
    for (const char* option : {"size=0", "size=infinity", "size=", "size=-1", "size", "nr_inodes=0", "nr_inodes=x", "mode=9", "mode=17777", "uid=0", "ro"}) {
        INFO(option);
        CHECK(refusal(parse_tmpfs(text("/t:" + std::string(option)))) == "\"" + std::string(option) + "\" is none of size=BYTES, nr_inodes=N, mode=OCTAL");
    }
    CHECK(refusal(parse_tmpfs(text("/"))) == "the root is no temporary file system of its own");
    CHECK(refusal(parse_tmpfs(text("t"))) == "\"t\" is not an absolute path");
}

TEST_CASE("inaccessible: a path, optional by a - in front, never the root") {
    CHECK(*parse_optional_path(text("/a/")) == OptionalPath{"/a", false});
    CHECK(*parse_optional_path(text("-/a")) == OptionalPath{"/a", true});
    CHECK(refusal(parse_optional_path(text("-"))) == "empty path");
    CHECK(refusal(parse_optional_path(text("/"))) == "the root cannot be hidden");
}

TEST_CASE("bind arguments: numbers count from 1") {
    CHECK(*parse_argument_number(integer(1)) == 1);
    CHECK(refusal(parse_argument_number(integer(0))) == "0 is out of range: at least 1");
    CHECK(refusal(parse_argument_number(text("1"))) == "expected an integer, found a string");
}

TEST_CASE("root directory: absolute or empty") {
    CHECK(*parse_directory("") == "");
    CHECK(*parse_directory("/a//b/") == "/a/b");
    CHECK(refusal(parse_directory("a")) == "\"a\" is not an absolute path");
}

TEST_CASE("root: one leased id is its owner where it may write, a range has every id, and whose ids are the host's has it as it is") {
    CHECK(map_of_root(false, Ids::one_leased) == Place::Idmap::yes);
    CHECK(map_of_root(true, Ids::one_leased) == Place::Idmap::no);
    for (bool is_read_only : {false, true}) {
        CHECK(map_of_root(is_read_only, Ids::range) == Place::Idmap::whole);
        CHECK(map_of_root(is_read_only, Ids::others) == Place::Idmap::no);
        CHECK(map_of_root(is_read_only, Ids::launcher) == Place::Idmap::no);
    }
    CHECK(describe(DirectoryRoot{"/srv/image", false, false, Place::Idmap::whole}) == "root from /srv/image, idmapped with all ids");
}

TEST_CASE("root: the host's own tree, where /proc and /sys are, is never mapped") {
    for (Ids ids : {Ids::launcher, Ids::one_leased, Ids::range, Ids::others})
        CHECK(only<DirectoryRoot>(planned({.base = {Base::host, {}}}, ids)).idmap == Place::Idmap::no);
}

TEST_CASE("bind: idmap=range maps every id of a range, nothing where the ids are the launcher's, and is refused elsewhere") {
    CHECK(placed("/a:/b:idmap=range", Ids::range)->idmap == Place::Idmap::whole);
    CHECK(placed("/a:/b:idmap=range", Ids::launcher)->idmap == Place::Idmap::no);
    for (Ids ids : {Ids::one_leased, Ids::others}) {
        auto refused = placed("/a:/b:idmap=range", ids);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message() ==
              "u.toml:2:3: Files.Bind: idmap=range needs a range of ids inside, from 0 on; User.PrivateUsers = \"pick\" has one");
    }
    CHECK(placed("/a:/b", Ids::range)->idmap == Place::Idmap::yes);
    CHECK(placed("/a:/b:noidmap", Ids::range)->idmap == Place::Idmap::no);
}

TEST_CASE("places: two that differ in anything but who wants them are two owners of one target") {
    Place place{.kind = Place::Kind::bind, .target = "/data", .source = "/srv/data", .idmap = Place::Idmap::yes,
                .reason = {"Files.Bind", Origin::file("u.toml", 2, 3)}};
    CHECK(conflict(place, place) == "none");
    using Change = std::function<void(Place&)>;
    for (const Change& change : {Change([](Place& other) { other.idmap = Place::Idmap::no; }), Change([](Place& other) { other.recursive = false; }),
                                 Change([](Place& other) { other.flags.noexec = true; }), Change([](Place& other) { other.optional = true; }),
                                 Change([](Place& other) { other.size = Bytes{1}; }), Change([](Place& other) { other.inodes = 1; }),
                                 Change([](Place& other) { other.mode = 0700; })}) {
        Place other = place;
        change(other);
        CHECK(conflict(place, other) == "u.toml:2:3: Files.Bind: /data has two owners: Files.Bind (u.toml:2:3) puts something there too");
    }
}

TEST_CASE("places: as many as there is room for are planned, with what leads to them, and no more") {
    std::vector<Place> places;
    std::string below;
    for (int depth = 0; depth < 48; ++depth) below += "/a";
    for (int number = 0; number < 83; ++number) places.push_back(directory_at("/" + std::to_string(number) + below));
    auto steps = planned({}, Ids::launcher, places);
    REQUIRE_MESSAGE(steps, steps.error().message());
    auto count = [&] { return std::ranges::count_if(*steps, [](const Step& step) { return std::holds_alternative<PutPlace>(step); }); };
    CHECK(count() == 83 * 49 + 1);

    places.push_back(directory_at("/83" + below));
    auto refused = planned({}, Ids::launcher, places);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() == "u.toml:2:3: Files.TemporaryFileSystem: more than 4096 files and directories would be made, "
                                       "and a sandbox has no room for them");
}

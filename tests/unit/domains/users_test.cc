// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/plan.hh"
#include "domains/users/spec.hh"

#include "../temporary.hh"
#include "value.hh"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace sandbox;
using namespace sandbox::users;
using Mode = PrivateUsers::Mode;

TEST_CASE("private users: a word or a range of host ids") {
    CHECK(parse_private_users("auto")->mode == Mode::automatic);
    CHECK(parse_private_users("no")->mode == Mode::no);
    CHECK(parse_private_users("self")->mode == Mode::self);
    CHECK(parse_private_users("pick")->mode == Mode::pick);
    CHECK(*parse_private_users("100000:65536") == PrivateUsers{Mode::range, {0, 100000, 65536}});
    CHECK(*parse_private_users("4294967294:1") == PrivateUsers{Mode::range, {0, 4294967294u, 1}});
}

TEST_CASE("private users: anything else is refused") {
    for (const char* words : {"", "yes", "Auto", "100000", "1:2:3", ":", "1:", ":1", "-1:5", "1:x", " 1:1", "0x10:1", "4294967296:1"}) {
        INFO(words);
        CHECK(refusal(parse_private_users(words)) == "\"" + std::string(words) + "\" is none of auto, no, self, pick, START:COUNT");
    }
    CHECK(refusal(parse_private_users("5:0")) == "an empty range of ids");
    CHECK(refusal(parse_private_users("4294967294:2")) == "ids end at 4294967294");
    CHECK(refusal(parse_private_users("2:4294967294")) == "ids end at 4294967294");
}

TEST_CASE("map: three numbers, inside, outside and count") {
    CHECK(*parse_range(integers({0, 100000, 65536})) == IdRange{0, 100000, 65536});
    CHECK(*parse_range(integers({4294967294, 0, 1})) == IdRange{4294967294u, 0, 1});
}

TEST_CASE("map: no other shape, no negative id, no empty range, none beyond the last id") {
    CHECK(refusal(parse_range(integers({0, 1}))) == "expected [inside, outside, count]");
    CHECK(refusal(parse_range(integers({0, 1, 2, 3}))) == "expected [inside, outside, count]");
    CHECK(refusal(parse_range(text("0 1 2"))) == "expected a list, found a string");
    CHECK(refusal(parse_range(integers({-1, 0, 1}))) == "-1 is out of range: at least 0");
    CHECK(refusal(parse_range(integers({0, 0, 0}))) == "an empty range of ids");
    CHECK(refusal(parse_range(integers({0, 4294967294, 2}))) == "ids end at 4294967294");
    CHECK(refusal(parse_range(integers({4294967294, 0, 2}))) == "ids end at 4294967294");
    CHECK(refusal(parse_range(integers({0, 4294967295, 1}))) == "4294967295 is out of range: at most 4294967294");
}

namespace {

/// The message of root's plan with a map of these ranges; "accepted" if there is one.
std::string planned(const std::vector<IdRange>& ranges, bool keeps_capabilities = false) {
    Spec spec;
    for (const IdRange& range : ranges) spec.map.items.push_back({range, Origin::file("t.toml", 1, 1)});
    Facts facts;
    need(spec, facts);
    facts.uid.set(0);
    facts.gid.set(0);
    facts.groups.set(0);
    Contributions all{.keeps_capabilities = keeps_capabilities};
    Draft<Step> out;
    return refusal(plan(spec, facts, all, true, out));
}

/// Every other id from `first` on, as many of them.
std::vector<IdRange> ranges(std::uint32_t count, std::uint32_t first = 0) {
    std::vector<IdRange> all;
    for (std::uint32_t index = 0; index < count; ++index) all.push_back({index == 0 ? 0 : first + 2 * index, 2 * index, 1});
    return all;
}

}  // namespace

TEST_CASE("map: ranges that overlap are refused by their numbers") {
    CHECK(planned({{0, 100000, 10}, {10, 100010, 5}}) == "accepted");
    CHECK(planned({{0, 100000, 10}, {9, 100010, 5}}) == "t.toml:1:1: User.Map: [0, 100000, 10] and [9, 100010, 5] overlap inside");
    CHECK(planned({{0, 100000, 10}, {10, 100009, 5}}) == "t.toml:1:1: User.Map: [0, 100000, 10] and [10, 100009, 5] overlap outside");
    CHECK(planned({{0, 5, 1}, {20, 4294967294u, 1}, {10, 0, 4}, {1, 4294967294u, 1}}) ==
          "t.toml:1:1: User.Map: [20, 4294967294, 1] and [1, 4294967294, 1] overlap outside");
}

TEST_CASE("map: as many ranges as the kernel takes, and as long as it takes them") {
    CHECK(planned(ranges(340)) == "accepted");
    CHECK(planned(ranges(341)) == "t.toml:1:1: User.Map: 341 ranges, and the kernel takes 340");
    CHECK(planned(ranges(300, 1000000000)) ==
          "t.toml:1:1: User.Map: 300 ranges are more than the kernel takes: 4095 bytes, written as lines");
    CHECK(planned(ranges(230, 1000000000)) == "accepted");
    CHECK(planned(ranges(230, 1000000000), true) ==
          "t.toml:1:1: User.Map: 230 ranges are more than the kernel takes: 4095 bytes, written as lines");
}

TEST_CASE("ids: which of the host's they are hangs on the map, for root") {
    using Ids = Contributions::Ids;
    auto ids_of = [](const Spec& spec) {
        Facts facts;
        facts.uid.ask();
        facts.uid.set(0);
        Contributions all;
        auto done = contribute(spec, facts, all);
        REQUIRE_MESSAGE(done, done.error().message());
        return all.ids;
    };
    auto of_mode = [&](Mode mode, const char* user, IdRange range = {}) { return ids_of({.user = {user, {}}, .private_users = {{mode, range}, {}}}); };
    auto of_map = [&](std::vector<IdRange> map) {
        Spec spec{.user = {"root", {}}};
        for (const IdRange& range : map) spec.map.items.push_back({range, {}});
        return ids_of(spec);
    };
    CHECK(of_mode(Mode::automatic, "root") == Ids::one_leased);
    CHECK(of_mode(Mode::self, "user") == Ids::launcher);
    CHECK(of_mode(Mode::pick, "user") == Ids::range);
    CHECK(of_mode(Mode::range, "root", {0, 100000, 65536}) == Ids::range);
    CHECK(of_mode(Mode::range, "root", {0, 0, 65536}) == Ids::launcher);
    CHECK(of_mode(Mode::range, "user", {0, 0, 65536}) == Ids::range);
    CHECK(of_mode(Mode::no, "user") == Ids::others);
    CHECK(of_mode(Mode::no, "root") == Ids::launcher);
    CHECK(of_map({{0, 100000, 65536}}) == Ids::range);
    CHECK(of_map({{0, 100000, 1000}, {1000, 200000, 1000}}) == Ids::others);
    CHECK(of_map({{0, 0, 1}, {1, 100000, 1000}}) == Ids::launcher);
}

namespace {

/// Who is inside a root: "UID:GID", or why nobody.
std::string inside(const Spec& spec, const std::string& root = "") {
    Facts facts;
    need(spec, facts);
    if (auto probed = probe(spec, root, facts); !probed) return probed.error().message();
    Contributions all;
    if (auto done = contribute(spec, facts, all); !done) return done.error().message();
    return std::to_string(all.user) + ":" + std::to_string(all.group);
}

Spec with_group(std::string group, std::string user = "user") {
    return {.user = {std::move(user), {}}, .group = {std::move(group), Origin::file("t.toml", 1, 1)}};
}

}  // namespace

TEST_CASE("group: the names of the group file that we make") {
    CHECK(inside(with_group("")) == "1000:1000");
    CHECK(inside(with_group("root")) == "1000:0");
    CHECK(inside(with_group("user")) == "1000:1000");
    CHECK(inside(with_group("user", "7")) == "7:7");
    CHECK(inside(with_group("nogroup")) == "1000:65534");
    CHECK(inside(with_group("nogroup", "nobody")) == "65534:65534");
    CHECK(inside(with_group("33")) == "1000:33");
    for (const auto& [group, user] : {std::pair{"staff", "user"}, {"user", "root"}, {"user", "0"}, {"nobody", "nobody"}})
        CHECK(inside(with_group(group, user)) == "t.toml:1:1: Exec.Group: no group \"" + std::string(group) +
                                                     "\" in the sandbox; a number works; names of the host are not looked up");
    CHECK(inside(with_group("4294967295")) == "t.toml:1:1: Exec.Group: group \"4294967295\" is too large an id");
}

TEST_CASE("group: the group file names it as what it is") {
    auto groups = [](const Spec& spec) {
        Facts facts;
        need(spec, facts);
        REQUIRE(probe(spec, "", facts));
        Contributions all;
        REQUIRE(contribute(spec, facts, all));
        return all.places.at(1).source;
    };
    CHECK(groups(with_group("root")) == "root:x:0:\nnogroup:x:65534:\n");
    CHECK(groups(with_group("", "root")) == "root:x:0:\nnogroup:x:65534:\n");
    CHECK(groups(with_group("user")) == "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n");
    CHECK(groups(with_group("nogroup")) == "root:x:0:\nnogroup:x:65534:\n");
}

TEST_CASE("group: a root's own names are read as data, and from nowhere else") {
    Temporary root;
    CHECK(inside(with_group("staff"), root.path()) == "open " + root.path("etc/group") + ": no such file or directory");
    CHECK(inside(with_group("root"), root.path()) == "1000:0");
    root.write("etc/group", "root:x:0:\nshort:x:1\nword:x:one:\nlarge:x:4294967295:\nlarge:x:51:\nstaff:x:50:ann,bob\nstaff:x:52:\nuser:x:53:\nnogroup:x:54:\n");
    CHECK(inside(with_group("staff"), root.path()) == "1000:50");
    CHECK(inside(with_group("large"), root.path()) == "1000:51");
    CHECK(inside(with_group("nogroup"), root.path()) == "1000:54");
    CHECK(inside(with_group("user", "root"), root.path()) == "0:53");
    for (const char* none : {"short", "word", "x", "ann", ":", "staff:x", "shadow"}) CHECK(inside(with_group(none), root.path()).find("no group \"") != std::string::npos);

    std::filesystem::rename(root.path("etc/group"), root.path("kept"));
    std::filesystem::create_symlink("/../../kept", root.path("etc/group"));
    CHECK(inside(with_group("staff"), root.path()) == "1000:50");
    for (const char* away : {"/etc/group", "../../../../../../etc/group", "/proc/self/root/etc/group"}) {
        std::filesystem::remove(root.path("etc/group"));
        std::filesystem::create_symlink(away, root.path("etc/group"));
        CHECK(inside(with_group("staff"), root.path()).starts_with("open " + root.path("etc/group") + ": "));
    }
    std::filesystem::remove(root.path("etc/group"));
    REQUIRE(::mkfifo(root.path("etc/group").c_str(), 0644) == 0);
    CHECK(inside(with_group("staff"), root.path()) == root.path("etc/group") + " is no regular file");
    std::filesystem::remove(root.path("etc/group"));
    root.write("etc/group", std::string((1u << 20) + 1, 'x'));
    CHECK(inside(with_group("staff"), root.path()) == "read " + root.path("etc/group") + ": larger than 1048576 bytes");
}

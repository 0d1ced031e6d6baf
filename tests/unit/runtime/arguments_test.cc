// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/arguments.hh"

#include "tests/unit/temporary.hh"
#include "unit/option_value.hh"
#include "unit/registry.hh"

#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace sandbox;

namespace {

/// /home/ann/link leads to /data/x; the rest is plain.
Result<std::string> find_made_up(const std::string& path) {
    if (path == "/home/ann/link/..") return std::string("/data");
    if (path == "/home/ann/..") return std::string("/home");
    if (path == "/home/ann/../../../..") return std::string("/");
    if (path == "/home/ann/../..") return std::string("/");
    if (path == "/a/b/..") return std::string("/a");
    return fail(Error::from_errno(path, ENOENT));
}

/// What argument `number` of these words becomes, as seen from /home/ann; an error's message if it is refused.
std::string absolute(std::vector<std::string> words, std::int64_t number, std::size_t own_words = 1) {
    Unit unit;
    for (std::string& word : words) unit.process.command.items.push_back({std::move(word), {}});
    unit.own_words = own_words;
    unit.mounts.bind_arguments.items.push_back({number, Origin::file("u.toml", 2, 3)});
    auto done = absolute_arguments(unit, "/home/ann", find_made_up);
    if (!done) return done.error().message();
    std::string all;
    for (const auto& word : unit.process.command) all += (all.empty() ? "" : " ") + *word;
    return all;
}

Value option(const char* key, std::string_view text) {
    auto assignment = option_assignment(*find_setting(key), text, Origin::option("--x"));
    REQUIRE_MESSAGE(assignment, assignment.error().message());
    CHECK(assignment->row == find_setting(key));
    CHECK(assignment->value.origin == Origin::option("--x"));
    return assignment->value;
}

}  // namespace

TEST_CASE("arguments: the numbered one becomes absolute, its neighbours stay as they are") {
    CHECK(absolute({"sh", "a.sh", "b.sh"}, 1) == "sh /home/ann/a.sh b.sh");
    CHECK(absolute({"sh", "a.sh", "b.sh"}, 2) == "sh a.sh /home/ann/b.sh");
    CHECK(absolute({"a.sh"}, 1, 0) == "/home/ann/a.sh");
}

TEST_CASE("arguments: dots and doubled slashes go, and two dots lead where the kernel goes by them") {
    CHECK(absolute({"sh", "link/../x1"}, 1) == "sh /data/x1");
    CHECK(absolute({"sh", "none/../x1"}, 1) ==
          "u.toml:2:3: Files.BindArguments: argument 1: /home/ann/none/..: no such file or directory");
    CHECK(absolute({"sh", "../bob/./x//y/"}, 1) == "sh /home/bob/x/y");
    CHECK(absolute({"sh", "../../../../etc/passwd"}, 1) == "sh /etc/passwd");
    CHECK(absolute({"sh", "/a/b/../c"}, 1) == "sh /a/c");
    CHECK(absolute({"sh", "--help"}, 1) == "sh /home/ann/--help");
}

TEST_CASE("arguments: a missing or empty one is refused by the setting that wants it") {
    CHECK(absolute({"sh"}, 1) == "u.toml:2:3: Files.BindArguments: argument 1 is missing: the path of a file to show inside");
    CHECK(absolute({"sh", "a"}, 2) == "u.toml:2:3: Files.BindArguments: argument 2 is missing: the path of a file to show inside");
    CHECK(absolute({"sh", ""}, 1) == "u.toml:2:3: Files.BindArguments: argument 1 is empty, it must be the path of a file");
}

TEST_CASE("arguments: the root is no file to show inside") {
    CHECK(absolute({"sh", "/"}, 1) == "u.toml:2:3: Files.BindArguments: argument 1 is the root, it must be the path of a file");
    CHECK(absolute({"sh", "../.."}, 1).ends_with("argument 1 is the root, it must be the path of a file"));
}

TEST_CASE("option: a list's option is one element, as it stands") {
    auto value = option("Files.Bind", "/a:/b,[x]");
    auto& list = std::get<Value::List>(value.data);
    REQUIRE(list.size() == 1);
    CHECK(std::get<std::string>(list[0].data) == "/a:/b,[x]");
}

TEST_CASE("option: a map's option is one key, cut at the first =; of the environment a name alone is the caller's") {
    auto value = option("Exec.Environment", "A=b=c");
    auto& map = std::get<Value::Map>(value.data);
    REQUIRE(map.size() == 1);
    CHECK(map[0].key == "A");
    CHECK(std::get<std::string>(map[0].value.data) == "b=c");
    CHECK(std::get<std::string>(std::get<Value::Map>(option("Exec.Environment", "A=").data)[0].value.data) == "");
    auto without = option_assignment(*find_setting("Exec.Environment"), "A", Origin::option("-E"));
    REQUIRE(without);
    CHECK(without->row->key == "Exec.PassEnvironment");
    CHECK(std::get<std::string>(std::get<Value::List>(without->value.data)[0].data) == "A");
    CHECK_FALSE(option_assignment(*find_setting("Exec.Environment"), "=b", Origin::option("-E")));
}

TEST_CASE("option: numbers and booleans are read, texts are not TOML") {
    CHECK(std::get<std::int64_t>(option("Resources.TasksMax", "12").data) == 12);
    CHECK(std::get<std::int64_t>(option("Resources.Nice", "-5").data) == -5);
    CHECK(std::get<bool>(option("Network.Loopback", "false").data) == false);
    CHECK(std::get<bool>(option("Network.Loopback", "true").data) == true);
    CHECK(std::get<std::string>(option("Exec.Hostname", "\"x\"").data) == "\"x\"");
    auto refused = option_assignment(*find_setting("Resources.TasksMax"), "12x", Origin::option("--tasks"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message() == "--tasks: Resources.TasksMax: \"12x\" is no integer");
    CHECK(refused.error().fault() == Fault::usage);
}

TEST_CASE("arguments: two dots lead over links of the caller's, and not over somebody else's") {
    Temporary place;
    HostPaths paths;
    std::filesystem::create_directories(place.path("secret/sub"));
    std::filesystem::create_symlink("secret/sub", place.path("own"));
    CHECK(find_directory(paths, place.path("own/..")).value() == place.path("secret"));
    CHECK(find_directory(paths, place.path("none/..")).error().code() == ENOENT);
    if (::geteuid() != 0) return;  // who is not root can give nobody a link
    std::filesystem::create_symlink("secret/sub", place.path("theirs"));
    REQUIRE(::lchown(place.path("theirs").c_str(), 65533, 65533) == 0);
    auto found = find_directory(paths, place.path("theirs/.."));
    REQUIRE_FALSE(found);
    CHECK(found.error().message().find("theirs is a link of user 65533's") != std::string::npos);
}

TEST_CASE("arguments: two dots lead over no link in a directory that a sandbox could write to") {
    Temporary place;
    std::filesystem::create_directories(place.path("secret/sub"));
    std::filesystem::create_directories(place.path("lent"));
    std::filesystem::create_symlink("../secret/sub", place.path("lent/left"));
    HostPaths paths;
    paths.recall([&] {
        struct stat status {};
        REQUIRE(::stat(place.path("lent").c_str(), &status) == 0);
        return std::vector{identity_of(status)};
    });
    auto found = find_directory(paths, place.path("lent/left/.."));
    REQUIRE_FALSE(found);
    CHECK(found.error().message().find("could write to") != std::string::npos);
}

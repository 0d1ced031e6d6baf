// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/read.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static std::vector<std::string> keys(std::string_view text) {
    auto assignments = read_unit(text, "web.toml");
    REQUIRE_MESSAGE(assignments, assignments.error().message());
    std::vector<std::string> keys;
    for (const Assignment& assignment : *assignments) keys.emplace_back(assignment.row->key);
    return keys;
}

static std::string refusal(std::string_view text) {
    auto assignments = read_unit(text, "web.toml");
    REQUIRE_FALSE(assignments);
    CHECK(assignments.error().fault() == Fault::usage);
    return assignments.error().message();
}

TEST_CASE("read: assignments keep the order of writing") {
    CHECK(keys("[Sandbox]\nOptional = []\nBackend = \"container\"\n[Unit]\nLabels = {}\nDescription = \"x\"\n") ==
          std::vector<std::string>{"Sandbox.Optional", "Sandbox.Backend", "Unit.Labels", "Unit.Description"});
}

TEST_CASE("read: a value knows its line and column, and so does every element") {
    auto assignments = read_unit("# é\n[Exec]\nCommand = [\"é\", \"b\",\n  \"c\"]\n", "web.toml");
    REQUIRE(assignments);
    const Value& value = assignments->at(0).value;
    CHECK(value.origin == Origin::file("web.toml", 3, 11));
    const auto& list = std::get<Value::List>(value.data);
    REQUIRE(list.size() == 3);
    CHECK(list[1].origin == Origin::file("web.toml", 3, 17));
    CHECK(list[2].origin == Origin::file("web.toml", 4, 3));
}

TEST_CASE("read: a map keeps the order of writing, however its table is written") {
    for (auto text : {"[Exec]\nEnvironment = {Z = \"1\", A = \"2\"}", "[Exec.Environment]\nZ = \"1\"\nA = \"2\"",
                      "Exec.Environment.Z = \"1\"\nExec.Environment.A = \"2\""}) {
        auto assignments = read_unit(text, "web.toml");
        REQUIRE(assignments);
        REQUIRE(assignments->size() == 1);
        const auto& map = std::get<Value::Map>(assignments->at(0).value.data);
        REQUIRE(map.size() == 2);
        CHECK(map[0].key == "Z");
        CHECK(map[1].key == "A");
        CHECK(std::get<std::string>(map[1].value.data) == "2");
    }
}

TEST_CASE("read: sections and keys that begin with X- are left out, whatever is in them") {
    CHECK(keys("[X-Mine]\nany = 2026-01-01\nx.y = [1, {z = inf}]\n[Unit]\nX-Note = 1\n\"X-Other\" = {}\nDescription = \"x\"\n") ==
          std::vector<std::string>{"Unit.Description"});
}

TEST_CASE("read: an empty file, a comment, a byte order mark and CRLF are fine") {
    CHECK(keys("").empty());
    CHECK(keys("# only a comment").empty());
    CHECK(keys("\xef\xbb\xbf[Unit]\r\nDescription = \"x\"\r\n") == std::vector<std::string>{"Unit.Description"});
}

TEST_CASE("read: control characters other than NUL may be written into values by escapes") {
    auto assignments = read_unit("[Unit]\nDescription = \"a\\u001b\\n\"\n", "web.toml");
    REQUIRE(assignments);
    CHECK(std::get<std::string>(assignments->at(0).value.data) == "a\x1b\n");
}

TEST_CASE("read: letters of other scripts are text like any other") {
    // U+00A7, U+0430 and U+3042 are characters that toml++ 3.3.0 calls unreachable where they begin a line of a long string.
    auto assignments = read_unit("[Unit]\nDescription = \"\"\"\\\n  \u00a7\"\"\"\n", "web.toml");
    REQUIRE(assignments);
    CHECK(std::get<std::string>(assignments->at(0).value.data) == "\u00a7");
    CHECK(keys("[Unit]\nDescription = \"\"\"\n\u0430\u3042\"\"\"\nDocumentation = ['\u00e9']\n").size() == 2);
}

TEST_CASE("read: an error names the file, the line, the column and the key, and the nearest that exists") {
    CHECK(refusal("[Exec]\n\nComand = []\n") == "web.toml:3:1: Exec.Comand: unknown key; did you mean Exec.Command?");
    CHECK(refusal("[Exce]\n") == "web.toml:1:2: Exce: unknown section; did you mean Exec?");
    CHECK(refusal("[Files]\nHostname = \"x\"") == "web.toml:2:1: Files.Hostname: unknown key; did you mean Exec.Hostname?");
    CHECK(refusal("[Zebra]\n") == "web.toml:1:2: Zebra: unknown section");
}

TEST_CASE("read: a newer format is the reason, not the words that it brought") {
    CHECK(refusal("[Novelty]\nx = 1\n[Unit]\nFormat = 2\n") ==
          "web.toml:4:10: Unit.Format: format 2 is newer than 1; a newer version of this program knows it");
}

TEST_CASE("read: a TOML text becomes the values that it says") {
    auto root = read_toml("b = true\ni = -7\nf = 1.5\ns = 'x'\nl = [1, 2]\nm = {k = \"v\"}\n", "t");
    REQUIRE(root);
    const auto& map = std::get<Value::Map>(root->data);
    REQUIRE(map.size() == 6);
    CHECK(std::get<bool>(map[0].value.data));
    CHECK(std::get<std::int64_t>(map[1].value.data) == -7);
    CHECK(std::get<double>(map[2].value.data) == 1.5);
    CHECK(std::get<std::string>(map[3].value.data) == "x");
    CHECK(std::get<Value::List>(map[4].value.data).size() == 2);
    CHECK(std::get<Value::Map>(map[5].value.data)[0].key == "k");
}

TEST_CASE("read: dates are refused unless they are asked for") {
    CHECK_FALSE(read_toml("d = 2026-01-01", "t"));
    CHECK(read_toml("d = 2026-01-01", "t", Dates::text));
}

TEST_CASE("read: a table that only a dotted key made stands where the key does") {
    auto assignments = read_unit("\nUnit.Labels.a = \"b\"\n", "web.toml");
    REQUIRE(assignments);
    CHECK(assignments->at(0).value.origin == Origin::file("web.toml", 2, 6));
    CHECK(refusal("Unit.Description.a.b = 1\nUnit.Format = 2026-01-01\n") ==
          "web.toml:2:15: Unit.Format: a date or a time is no value here; a text stands in quotes");
}

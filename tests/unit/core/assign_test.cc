// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/assign.hh"

#include <doctest/doctest.h>

using namespace sandbox;

namespace {

enum class Color { red, green };
constexpr std::string_view kColors[] = {"red", "green"};

struct Spec {
    Given<Color> color{};
    Given<std::int64_t> number{7};
    GivenList<std::string> list{.items = {{"default"}}};
    GivenMap<std::string> map{};
};

Value text(const char* word) {
    return {.data = word, .origin = Origin::file("t.toml", 2, 3)};
}
Value list(std::vector<Value> elements) {
    return {.data = std::move(elements), .origin = Origin::file("t.toml", 1, 1)};
}
Value map(std::vector<Entry> entries) {
    return {.data = std::move(entries), .origin = Origin::file("t.toml", 1, 1)};
}

constexpr Assign kAssignList = assign::list<&Spec::list, assign::as_text>;
constexpr Assign kAssignMap = assign::map<&Spec::map, assign::as_text>;

std::vector<std::string> values(const GivenList<std::string>& given) {
    std::vector<std::string> values;
    for (const auto& item : given) values.push_back(*item);
    return values;
}

}  // namespace

TEST_CASE("assign: the first list replaces the default, later ones append, a leading empty text empties") {
    Spec spec;
    REQUIRE(kAssignList(&spec, list({text("a")})));
    REQUIRE(kAssignList(&spec, list({text("b"), text("c")})));
    CHECK(values(spec.list) == std::vector<std::string>{"a", "b", "c"});
    REQUIRE(kAssignList(&spec, list({text(""), text("d")})));
    CHECK(values(spec.list) == std::vector<std::string>{"d"});
}

TEST_CASE("assign: a leading empty text that is a word of the command line is appended") {
    Spec spec;
    REQUIRE(kAssignList(&spec, list({text("a")})));
    REQUIRE(kAssignList(&spec, list({{.data = "", .origin = Origin::option("--"), .literal = true}, text("b")})));
    CHECK(values(spec.list) == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("assign: an empty list replaces the default") {
    Spec spec;
    REQUIRE(kAssignList(&spec, list({})));
    CHECK(spec.list.empty());
    CHECK(spec.list.is_given);
}

TEST_CASE("assign: maps merge by key in the order of the first writing, and an empty text removes") {
    Spec spec;
    REQUIRE(kAssignMap(&spec, map({{"a", text("1")}, {"b", text("2")}, {"c", text("3")}})));
    REQUIRE(kAssignMap(&spec, map({{"a", text("9")}, {"b", text("")}, {"missing", text("")}})));
    REQUIRE(spec.map.items.size() == 2);
    CHECK(spec.map.items[0].first == "a");
    CHECK(*spec.map.items[0].second == "9");
    CHECK(spec.map.items[1].first == "c");
}

TEST_CASE("assign: a wrong type names both types with their articles") {
    Spec spec;
    Assign integer = assign::integer<&Spec::number, 1, 10>;
    CHECK(integer(&spec, text("x")).error().message() == "t.toml:2:3: expected an integer, found a string");
    CHECK(integer(&spec, {.data = std::int64_t{11}}).error().message() == "11 is out of range: at most 10");
    CHECK(kAssignList(&spec, text("x")).error().message() == "t.toml:2:3: expected a list, found a string");
    CHECK(*spec.number == 7);
}

TEST_CASE("assign: a word that is no choice is told the choices and the nearest") {
    Spec spec;
    Assign choice = assign::choice<&Spec::color, kColors>;
    CHECK(choice(&spec, text("gren")).error().message() == "t.toml:2:3: \"gren\" is none of red, green; did you mean green?");
    CHECK(choice(&spec, text("blue")).error().message() == "t.toml:2:3: \"blue\" is none of red, green");
    REQUIRE(choice(&spec, text("green")));
    CHECK(*spec.color == Color::green);
}

TEST_CASE("assign: an element's error points at the element") {
    Spec spec;
    Value number{.data = std::int64_t{1}, .origin = Origin::file("t.toml", 5, 6)};
    CHECK(kAssignList(&spec, list({text("a"), number})).error().origin() == Origin::file("t.toml", 5, 6));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/assign.hh"
#include "core/fact.hh"

#include <doctest/doctest.h>

using namespace sandbox;

namespace {

// A name of its own: g++ 12 merges the templates of two files' unnamed types of one name.
struct MapSpec {
    GivenMap<std::string> map{};
};
constexpr Assign kAssign = assign::map<&MapSpec::map, assign::as_text>;

void assign_to(MapSpec& spec, const char* key, const char* text) {
    REQUIRE(kAssign(&spec, {.data = Value::Map{{key, {.data = text}}}}));
}

}  // namespace

TEST_CASE("given: a key that \"\" took away is remembered, so that a default that is no item goes too") {
    MapSpec spec;
    assign_to(spec, "LANG", "");
    CHECK(spec.map.removed == std::vector<Given<std::string>>{{"LANG", {}}});
    assign_to(spec, "LANG", "");
    CHECK(spec.map.removed == std::vector<Given<std::string>>{{"LANG", {}}});
    assign_to(spec, "LANG", "C");
    CHECK(spec.map.removed.empty());
    CHECK(spec.map.items.size() == 1);
    assign_to(spec, "LANG", "");
    CHECK(spec.map.items.empty());
    CHECK(spec.map.removed == std::vector<Given<std::string>>{{"LANG", {}}});
}

TEST_CASE("fact: nobody reads one that was not asked for, or that the probe left empty") {
    Fact<std::string> fact;
    fact.set("x");
    CHECK(fact.get("a.b").error().message() == "fact a.b was not asked for");
    fact.ask();
    CHECK(*fact.get("a.b") == "x");
    Fact<int> empty;
    empty.ask();
    CHECK(empty.get("a.b").error().message() == "fact a.b is unknown");
}

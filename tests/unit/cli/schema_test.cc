// SPDX-License-Identifier: LGPL-2.1-or-later
#include "cli/schema.hh"
#include "tables.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::cli;
using namespace sandbox::cli::test;

TEST_CASE("schema: sections and keys are closed, but for X- ones") {
    constexpr Setting kOne[] = {
        {.key = "Files.ReadOnly", .kind = Kind::boolean, .fallback = "true", .brief = "b", .manual = "The \"root\".",
         .assign = ignore}};

    CHECK(schema(kOne) == R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "sandbox unit",
  "type": "object",
  "properties": {
    "Files": {
      "type": "object",
      "properties": {
        "ReadOnly": {"type": "boolean", "default": true, "description": "The \"root\"."}
      },
      "patternProperties": {"^X-": {}},
      "additionalProperties": false
    }
  },
  "patternProperties": {"^X-": {}},
  "additionalProperties": false
}
)");
}

TEST_CASE("schema: each kind of row has its type, and a default only where its text is a value") {
    auto text = schema(kRows);
    auto has = [&](std::string_view part) { return text.find(part) != text.npos; };

    CHECK(has(R"("Bind": {"type": "array", "description")"));
    CHECK(has(R"("Sys": {"enum": ["none", "readonly"], "default": "none", "description")"));
    CHECK(has(R"("RootDirectory": {"type": "string", "description")"));
    CHECK(has(R"("MemoryMax": {"type": ["integer", "string"], "description")"));
    CHECK(has(R"("TasksMax": {"type": "integer", "default": 512, "description")"));
    CHECK(has(R"("TimeoutStopSec": {"type": ["number", "string"], "description")"));
    CHECK(has(R"("Environment": {"type": "object", "description")"));
    CHECK(has(R"("Hostname": {"type": "string", "description")"));
    CHECK(has(R"("Namespaces": {"type": "array", "items": {"enum": ["net", "pid", "user", ""]}, "description")"));
    CHECK(has(R"("Quota": {"type": "string", "description")"));
}

TEST_CASE("schema: an integer may have words") {
    static constexpr std::string_view kWords[] = {"idle"};
    constexpr Setting kOne[] = {{.key = "Resources.CPUWeight", .kind = Kind::integer, .fallback = "100", .brief = "b", .choices = kWords, .assign = ignore}};
    CHECK(schema(kOne).find(R"("CPUWeight": {"anyOf": [{"type": "integer"}, {"enum": ["idle"]}], "default": 100, "description")") != std::string::npos);
}

TEST_CASE("schema: every row is there once, in its section") {
    auto text = schema(kRows);
    for (const Setting& row : kRows) {
        CAPTURE(row.key);
        auto found = text.find("        \"" + std::string(row.name()) + "\": {");
        REQUIRE(found != text.npos);
        auto section = text.rfind("\n    \"", found);
        CHECK(text.substr(section + 6, row.section().size() + 1) == std::string(row.section()) + "\"");
    }
}

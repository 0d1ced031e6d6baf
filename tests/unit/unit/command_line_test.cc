// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/read.hh"

#include <doctest/doctest.h>

using namespace sandbox;

static const Origin kOption = Origin::option("-p");

static Value value_of(std::string_view text) {
    auto assignment = parse_assignment(text, kOption);
    REQUIRE_MESSAGE(assignment, assignment.error().message());
    return assignment->value;
}

static std::string text_of(std::string_view text) {
    return std::get<std::string>(value_of(text).data);
}

static std::string refusal(std::string_view text) {
    auto assignment = parse_assignment(text, kOption);
    REQUIRE_FALSE(assignment);
    CHECK(assignment.error().fault() == Fault::usage);
    return assignment.error().message();
}

TEST_CASE("-p: a text needs no quotes, and may have them") {
    CHECK(text_of("Unit.Description=a = \"b\" # c") == "a = \"b\" # c");
    CHECK(text_of("Unit.Description=") == "");
    CHECK(text_of("Unit.Description=true") == "true");
    CHECK(text_of("Unit.Description=\"a\\tb\"") == "a\tb");
    CHECK(text_of("Unit.Description='a\\tb'") == "a\\tb");
    CHECK(text_of("Exec.UMask=0022") == "0022");
    CHECK(text_of("Files.RootDirectory=~/root") == "~/root");
    CHECK(text_of("Sandbox.Backend=container") == "container");
    CHECK(text_of("Unit.Description=%h\xff") == "%h\xff");  // paths and arguments are bytes
}

TEST_CASE("-p: lists, maps, booleans and integers are written as in TOML") {
    CHECK(std::get<Value::List>(value_of("Exec.Command=[\"/bin/true\", 'x']").data).size() == 2);
    CHECK(std::get<Value::Map>(value_of("Exec.Environment={A = \"b\"}").data)[0].key == "A");
    CHECK(std::get<bool>(value_of("Files.ReadOnly=false").data) == false);
    CHECK(std::get<std::int64_t>(value_of("Resources.TasksMax=100").data) == 100);
}

TEST_CASE("-p: the word that an integer may be needs no quotes, and may have them") {
    CHECK(text_of("Resources.CPUWeight=idle") == "idle");
    CHECK(text_of("Resources.CPUWeight=\"idle\"") == "idle");
    CHECK(std::get<std::int64_t>(value_of("Resources.CPUWeight=7").data) == 7);
    CHECK(refusal("Resources.CPUWeight=idl") == "-p: Resources.CPUWeight: \"idl\" is no TOML value; write an integer or idle");
    CHECK(refusal("Resources.TasksMax=idle") == "-p: Resources.TasksMax: \"idle\" is no TOML value; write an integer");
}

TEST_CASE("-p: every element's origin is the option") {
    auto value = value_of("Exec.Environment={A = \"b\"}");
    CHECK(value.origin == kOption);
    CHECK(std::get<Value::Map>(value.data)[0].value.origin == kOption);
    CHECK(std::get<Value::List>(value_of("Exec.Command=[\"a\"]").data)[0].origin == kOption);
}

TEST_CASE("-p: a list is never one text to split (rule 2)") {
    CHECK(refusal("Files.Bind=/srv") == "-p: Files.Bind: \"/srv\" is no TOML value; a list is written [\"...\", \"...\"]");
    CHECK(refusal("Exec.Environment=A=b") == "-p: Exec.Environment: \"A=b\" is no TOML value; a table is written {name = \"...\"}");
    CHECK(refusal("Files.ReadOnly=yes") == "-p: Files.ReadOnly: \"yes\" is no TOML value; write true or false");
    CHECK(refusal("Resources.TasksMax=many") == "-p: Resources.TasksMax: \"many\" is no TOML value; write an integer");
}

TEST_CASE("-p: a value ends with itself (I07)") {
    CHECK_FALSE(parse_assignment("Files.ReadOnly=true\nw = 1", kOption));
    CHECK_FALSE(parse_assignment("Files.ReadOnly=true\n[Exec]", kOption));
    CHECK_FALSE(parse_assignment("Exec.Command=[]\nv.x = 1", kOption));
    CHECK_FALSE(parse_assignment("Files.ReadOnly=", kOption));
    CHECK_FALSE(parse_assignment("Unit.Description=\"a\" \"b\"", kOption));
    CHECK_FALSE(parse_assignment("Unit.Description=\"a\\u0000b\"", kOption));
    CHECK_FALSE(parse_assignment(std::string_view("Unit.Description=a\0b", 20), kOption));
    CHECK_FALSE(parse_assignment("Exec.Command=[2026-01-01]", kOption));
}

TEST_CASE("-p: an unknown key is refused with the nearest, and text without a key by what it should be") {
    CHECK(refusal("Exec.Comand=[]") == "-p: Exec.Comand: unknown key; did you mean Exec.Command?");
    CHECK(refusal("Command=[]") == "-p: Command: unknown key; did you mean Exec.Command?");
    CHECK(refusal("=x") == "-p: \"=x\" is not Section.Key=VALUE");
    CHECK(refusal("Exec.Command") == "-p: \"Exec.Command\" is not Section.Key=VALUE");
    CHECK(refusal("X-Mine.Key=1") == "-p: X-Mine.Key: unknown key");
    CHECK(refusal("Unit.Extends=[\"x\"]") == "-p: Unit.Extends: only a unit file extends others");
}

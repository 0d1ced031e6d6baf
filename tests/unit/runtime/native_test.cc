// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/native.hh"

#include "tests/unit/runtime/journal_field.hh"

#include <doctest/doctest.h>
#include <string>

using namespace sandbox::journal;
using Views = std::vector<FieldView>;

static std::vector<std::string> names_of(std::string_view bytes) {
    std::vector<std::string> names;
    for (;;) {
        auto entry = take_entry(bytes);
        if (entry.fields.empty()) return names;
        std::string text;
        for (const auto& field : entry.fields) text += std::string(field.name) + "=" + std::string(field.value) + ";";
        names.push_back(text + (entry.has_end ? "." : ""));
    }
}
using Texts = std::vector<std::string>;

TEST_CASE("native: fields are lines, an empty one ends the entry, and several may come together") {
    CHECK(names_of("MESSAGE=a\nPRIORITY=3\n") == Texts{"MESSAGE=a;PRIORITY=3;"});
    CHECK(names_of("A=1\n\nB=2=3\n\n") == Texts{"A=1;.", "B=2=3;."});
    CHECK(names_of("\n\nA=\n\n\n") == Texts{"A=;."});
    CHECK(names_of("").empty());
}

TEST_CASE("native: a value with its length in front may have any bytes") {
    CHECK(names_of(print_field("MESSAGE", "a\n\nPRIORITY=0\n")) == Texts{"MESSAGE=a\n\nPRIORITY=0\n;"});
    CHECK(names_of(print_field("A", "") + "B=1\n\n") == Texts{"A=;B=1;."});
    std::string all(256, '\0');
    for (std::size_t byte = 0; byte < all.size(); ++byte) all[byte] = static_cast<char>(byte);
    auto printed = print_field("A", all);
    std::string_view bytes = printed;
    auto entry = take_entry(bytes);
    REQUIRE(entry.fields.size() == 1);
    CHECK(entry.fields[0].value == all);
}

TEST_CASE("native: what is malformed ends all, and the fields before it are there") {
    CHECK(names_of("A=1\nB=2") == Texts{"A=1;"});
    CHECK(names_of("A=1\nB\n\1\0") == Texts{"A=1;"});
    CHECK(names_of(std::string("A=1\nB\n\5\0\0\0\0\0\0\0ab\n", 17)) == Texts{"A=1;"});
    CHECK(names_of(std::string("B\n\xff\xff\xff\xff\xff\xff\xff\xff" "ab\n", 13)).empty());
    CHECK(names_of(std::string("A=1\nB\n\2\0\0\0\0\0\0\0abc\nC=3\n", 22)) == Texts{"A=1;"});
    CHECK(names_of(".command=1\n#comment\nA=1\n") == Texts{"A=1;"});
}

TEST_CASE("native: an entry has so many fields, and the rest is left out") {
    std::string many;
    for (int field = 0; field < 1000; ++field) many += "A=1\n";
    std::string_view bytes = many;
    CHECK(take_entry(bytes).fields.size() == kMostFields);
    CHECK(bytes.empty());
}

TEST_CASE("native: the names of fields are journald's") {
    for (auto name : {"A", "_PID", "A1_", "X"}) CHECK(is_field_name(name));
    for (auto name : {"", "1A", "a", "A-B", "A B", "A\n"}) CHECK_FALSE(is_field_name(name));
    CHECK(is_field_name(std::string(64, 'A')));
    CHECK_FALSE(is_field_name(std::string(65, 'A')));
}

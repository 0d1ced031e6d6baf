// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/spec.hh"

#include "value.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::journal;

TEST_CASE("journal: a field is capitals and a value, and none of ours") {
    CHECK(*parse_field(text("RELEASE=2")) == Field{"RELEASE", "2"});
    CHECK(*parse_field(text("A_1=b=c\nd")) == Field{"A_1", "b=c\nd"});
    for (auto name : {"", "_PID", "1A", "a", "A-B", "A B"})
        CHECK(refusal(parse_field(text(std::string(name) + "=1"))).ends_with("is no field, such as \"RELEASE=2\": capitals, digits and _, a capital first"));
    CHECK(refusal(parse_field(text("RELEASE"))).starts_with("\"RELEASE\" is no field"));
    CHECK(refusal(parse_field(text(std::string(65, 'A') + "=1"))) != "accepted");
    for (auto name : {"MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "SANDBOX_NAME", "SANDBOX_X"})
        CHECK(refusal(parse_field(text(std::string(name) + "=1"))) == "the field " + std::string(name) + " is set by the toolkit itself");
}

TEST_CASE("journal: an identifier is a word without a slash") {
    CHECK(*parse_identifier("web-1") == "web-1");
    for (auto word : {"", "a/b", "a\nb"}) CHECK(refusal(parse_identifier(word)) != "accepted");
}

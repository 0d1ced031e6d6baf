// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/number.hh"

#include "core/signal.hh"

#include <csignal>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace sandbox::classic;

TEST_CASE("number: an id that is out of range is told from what is no number") {
    CHECK(parse_id("failed to parse uid", "7") == 7u);
    CHECK(parse_id("failed to parse uid", "x").error().message() == "failed to parse uid: 'x'");
    for (const char* text : {"4294967295", "99999999999999999999999", "-1"})
        CHECK(parse_id("no uid", text).error().message() == "no uid: '" + std::string(text) + "': Numerical result out of range");
}

TEST_CASE("number: an id is decimal, may have blanks and a sign before it, and nothing behind it") {
    CHECK(parse_id("0") == 0u);
    CHECK(parse_id("-0") == 0u);
    CHECK(parse_id(" \t+65534") == 65534u);
    CHECK(parse_id("4294967294") == 4294967294u);
    for (const char* text : {"", " ", "5x", "0x10", "-1", "-", "-+0", "--0", "+", "++1", "4294967295", "4294967296", "99999999999999999999"})
        CHECK_MESSAGE(!parse_id(text), text);
}

TEST_CASE("number: a whole number may have blanks and one sign before it") {
    CHECK(parse_integer(" +5") == 5);
    CHECK(parse_integer("\t-5") == -5);
    for (const char* text : {"", " ", "+", "+-5", "-+5", "--5", "5 ", "99999999999999999999"}) CHECK_MESSAGE(!parse_integer(text), text);
}

TEST_CASE("number: seconds are signed 64 bits, and a refusal quotes what was typed") {
    CHECK(parse_seconds("offset", "-86400") == -86400);
    CHECK(parse_seconds("offset", "+5") == 5);
    CHECK(parse_seconds("offset", "9223372036854775807") == INT64_MAX);
    CHECK(parse_seconds("failed to parse boottime offset", "x").error().message() ==
          "failed to parse boottime offset: 'x'");
    CHECK(parse_seconds("offset", "1.5").error().message() == "offset: '1.5'");
    CHECK(parse_seconds("offset", "9223372036854775808").error().message() ==
          "offset: '9223372036854775808': Numerical result out of range");
}

TEST_CASE("number: a signal is a name, with or without SIG, in any case") {
    CHECK(parse_signal("TERM") == SIGTERM);
    CHECK(parse_signal("sigkill") == SIGKILL);
    CHECK(parse_signal("SIGChld") == SIGCHLD);
    CHECK(parse_signal("IOT") == SIGABRT);
    CHECK(parse_signal("RTMIN") == SIGRTMIN);
    CHECK(parse_signal("rtmin+1") == SIGRTMIN + 1);
    CHECK(parse_signal("RTMAX-2") == SIGRTMAX - 2);
}

TEST_CASE("number: a signal is no number, no nonsense and nothing outside of the range") {
    for (const char* text : {"", "SIG", "9", "15", "0", "FOO", "RTMIN-1", "RTMAX+1", "RTMIN+", "RTMIN+99", "RTMINX"})
        CHECK_MESSAGE(!parse_signal(text), text);
}

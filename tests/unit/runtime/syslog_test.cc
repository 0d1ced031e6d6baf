// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/syslog.hh"

#include <doctest/doctest.h>

using namespace sandbox::journal;

TEST_CASE("syslog: priority, time, name and number are told from the message") {
    CHECK(parse_syslog("<13>Nov 26 10:00:00 name[42]: the text") == SyslogLine{5, 1, "name", "42", "the text"});
    CHECK(parse_syslog("<35>Nov  6 10:00:00 sshd: the text\n") == SyslogLine{3, 4, "sshd", "", "the text"});
    CHECK(parse_syslog("<191>a: b") == SyslogLine{7, 23, "a", "", "b"});
    CHECK(parse_syslog("name[42]: text") == SyslogLine{6, 1, "name", "42", "text"});
}

TEST_CASE("syslog: nobody but the kernel is the kernel") {
    CHECK(parse_syslog("<0>x").facility == 1);
    CHECK(parse_syslog("<7>x") == SyslogLine{7, 1, "", "", "x"});
}

TEST_CASE("syslog: what has none of it is a message") {
    CHECK(parse_syslog("just words: and more") == SyslogLine{6, 1, "", "", "just words: and more"});
    CHECK(parse_syslog("") == SyslogLine{});
    CHECK(parse_syslog(" \n\t ") == SyslogLine{});
    CHECK(parse_syslog(std::string_view("a\0b", 3)).message == "a");
    CHECK(parse_syslog("Nov 26 10:00:00").message == "Nov 26 10:00:00");
    CHECK(parse_syslog("<13>Nov 2x 10:00:00 a: b").message == "Nov 2x 10:00:00 a: b");
    for (auto text : {"<>x", "<1", "<", "<1x>y", "<1234>x", "<192>x", "<-1>x", "<1 >x"}) CHECK(parse_syslog(text).message == text);
}

TEST_CASE("syslog: a name ends with a colon, and its number is digits in brackets") {
    CHECK(parse_syslog("a[b]: c") == SyslogLine{6, 1, "a[b]", "", "c"});
    CHECK(parse_syslog("a[]: c") == SyslogLine{6, 1, "a[]", "", "c"});
    CHECK(parse_syslog("[7]: c") == SyslogLine{6, 1, "", "7", "c"});
    CHECK(parse_syslog("a[12345678901]: c").pid == "");
    CHECK(parse_syslog(": c").message == ": c");
    CHECK(parse_syslog("a[1]:") == SyslogLine{6, 1, "a", "1", ""});
}

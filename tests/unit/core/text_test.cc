// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/text.hh"

#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;
using std::chrono::microseconds;

static std::optional<std::uint64_t> bytes(std::string_view text) {
    auto size = parse_size(text);
    if (!size) return std::nullopt;
    return static_cast<std::uint64_t>(*size);
}

TEST_CASE("text: what a terminal would obey is escaped, byte by byte (I05)") {
    CHECK(escape("\x1b[2J") == "\\x1b[2J");
    CHECK(escape("a\nb\tc\rd") == "a\\x0ab\\x09c\\x0dd");
    CHECK(escape(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(escape("\x7f") == "\\x7f");
    CHECK(escape("\xc2\x9b") == "\\xc2\\x9b");              // CSI as one C1 character
    CHECK(escape("\xe2\x80\xae" "exe") == "\\xe2\\x80\\xae" "exe");  // right-to-left override
    CHECK(escape("\xe2\x81\xa6") == "\\xe2\\x81\\xa6");
    CHECK(escape("\xd8\x9c") == "\\xd8\\x9c");
    CHECK(escape("\xe2\x80\xa8") == "\\xe2\\x80\\xa8");     // line separator
}

TEST_CASE("text: what is not UTF-8 is escaped and what is stays") {
    CHECK(escape("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\xa7 \\ \"") == "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\xa7 \\ \"");
    CHECK(escape("caf\xe9") == "caf\\xe9");
    CHECK(escape("\xc0\xaf") == "\\xc0\\xaf");
    CHECK(escape("\xed\xa0\x80") == "\\xed\\xa0\\x80");
    CHECK(escape("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
    CHECK(escape("\xe2\x82") == "\\xe2\\x82");
    CHECK(escape("\xe2\x28\xa1") == "\\xe2(\\xa1");
    CHECK(quote("a\nb") == "\"a\\x0ab\"");
}

TEST_CASE("text: no two bytes get a control character past escape()") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const char text[] = {static_cast<char>(first), static_cast<char>(second)};
            CHECK(is_clean(escape({text, 2})));
        }
}

TEST_CASE("text: a JSON string is ASCII where a terminal would obey it, and escapes bytes that are not UTF-8") {
    CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
    CHECK(json_string("\n\x1b\x7f") == R"("\u000a\u001b\u007f")");
    CHECK(json_string("\xe2\x80\xae") == R"("\u202e")");
    CHECK(json_string("\xff\xc3\xa9") == "\"\\u00ff\xc3\xa9\"");
}

TEST_CASE("text: split keeps empty parts and join is its inverse") {
    CHECK(split("", ':').size() == 1);
    CHECK(split("a::b:", ':') == std::vector<std::string_view>{"a", "", "b", ""});
    std::string parts[] = {"a", "", "b"};
    CHECK(join(parts, ", ") == "a, , b");
    CHECK(join({}, ", ").empty());
}

TEST_CASE("text: a number fills the whole text") {
    CHECK(parse_number("18446744073709551615") == 18446744073709551615u);
    for (auto text : {"", " 1", "1 ", "+1", "-1", "0x1", "1e3", "18446744073709551616", "1.0"}) CHECK_FALSE(parse_number(text));
    CHECK(parse_signed("-9223372036854775808") == INT64_MIN);
    for (auto text : {"", "-", "+1", "--1", "9223372036854775808"}) CHECK_FALSE(parse_signed(text));
}

TEST_CASE("text: sizes are counted in units of 1024") {
    CHECK(bytes("0") == 0);
    CHECK(bytes("512") == 512);
    CHECK(bytes("512B") == 512);
    CHECK(bytes("64M") == 64u << 20);
    CHECK(bytes("1.5K") == 1536);
    CHECK(bytes("0.1K") == 102);
    CHECK(bytes("15E") == 15ull << 60);
    CHECK(bytes("infinity") == UINT64_MAX);
    for (auto text : {"", "M", "-1", "1 M", "1m", "1MB", "1Mi", "1.5", "1.5B", ".5M", "1.M", "1..5M", "16E", "1.0000000001K",
                      "18446744073709551616", "Infinity", "1M1K"})
        CHECK_FALSE(parse_size(text));
}

TEST_CASE("text: a size prints as it would be written") {
    for (auto text : {"0", "1", "1023", "1K", "64M", "1025", "3G", "infinity"}) CHECK(print_size(*parse_size(text)) == text);
    CHECK(print_size(Bytes{1536}) == "1536");
}

TEST_CASE("text: durations read as in systemd.time(7), and a bare number is seconds") {
    CHECK(parse_duration("5") == 5s);
    CHECK(parse_duration("5min 20s") == 320s);
    CHECK(parse_duration("5min20s") == 320s);
    CHECK(parse_duration("1h") == 1h);
    CHECK(parse_duration("100ms") == 100ms);
    CHECK(parse_duration("0.1") == 100ms);
    CHECK(parse_duration("1.5 min") == 90s);
    CHECK(parse_duration("7us") == 7us);
    CHECK(parse_duration("2 weeks 1 day") == 15 * 24h);
    CHECK(parse_duration("infinity") == microseconds::max());
    for (auto text : {"", " ", "s", "-1", "1x", "1 s s", "5 min s", "1e3", "999999999y", "9223372036854775807us", "1\t"})
        CHECK_FALSE(parse_duration(text));
}

TEST_CASE("text: a mode is octal") {
    CHECK(parse_mode("0755") == 0755u);
    CHECK(parse_mode("7777") == 07777u);
    for (auto text : {"", "8", "0o755", "-1", "10000", "u+x"}) CHECK_FALSE(parse_mode(text));
    CHECK(print_mode(0644) == "0644");
    CHECK(print_mode(0) == "0000");
    CHECK(print_mode(04755) == "4755");
}

TEST_CASE("text: the nearest word is offered only if it is near") {
    std::string_view words[] = {"Command", "Environment", "Hostname", "Bind"};
    CHECK(nearest("Comand", words) == "Command");
    CHECK(nearest("command", words) == "Command");
    CHECK(nearest("Hotsname", words) == "Hostname");  // a swap is one edit
    CHECK(nearest("Bin", words) == "Bind");
    CHECK(nearest("Bi", words).empty());
    CHECK(nearest("Zebra", words).empty());
    CHECK(nearest("", words).empty());
    CHECK(nearest(std::string(1 << 20, 'a'), words).empty());
    CHECK(nearest("Command", {}).empty());
}

TEST_CASE("text: a duration that is not nothing does not become nothing") {
    using namespace std::chrono_literals;
    CHECK(parse_duration("0.000001s") == 1us);
    CHECK(parse_duration("0.0000009s") == std::nullopt);
    CHECK(parse_duration("0.1us") == std::nullopt);
    CHECK(parse_duration("0.0000000s 0") == 0us);
}

TEST_CASE("text: a duration is printed as it is read") {
    using namespace std::chrono_literals;
    CHECK(print_duration(0s) == "0");
    CHECK(print_duration(90s) == "1min 30s");
    CHECK(print_duration(200ms) == "200ms");
    CHECK(print_duration(std::chrono::microseconds::max()) == "infinity");
    for (std::chrono::microseconds time : {std::chrono::microseconds(1s), std::chrono::microseconds(26h + 5min + 1us)})
        CHECK(parse_duration(print_duration(time)) == time);
}

TEST_CASE("text: of mountinfo's escapes three octal digits are one byte, and what is none stays") {
    CHECK(unescape_octal("/a\\040b\\011c\\012d\\134e") == "/a b\tc\nd\\e");
    CHECK(unescape_octal("\\134040") == "\\040");
    CHECK(unescape_octal("/\\04") == "/\\04");
    CHECK(unescape_octal("/\\048\\x20\\") == "/\\048\\x20\\");
    CHECK(unescape_octal("/\\303\\244") == "/\xc3\xa4");
}

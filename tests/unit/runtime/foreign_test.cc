// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/foreign.hh"

#include "domains/journal/entry.hh"

#include <doctest/doctest.h>
#include <map>

using namespace sandbox::journal;
using Values = std::map<std::string, std::string>;

static Values values_of(const Foreign& entry) {
    Values values;
    std::string_view bytes = entry.fields;
    for (const auto& field : take_entry(bytes).fields) {
        CHECK_FALSE(values.contains(std::string(field.name)));
        values[std::string(field.name)] = field.value;
    }
    return values;
}

static Foreign taken(std::initializer_list<FieldView> fields, std::span<const Field> own = {}) {
    std::vector<FieldView> list(fields);
    return take_over(list, own, "box");
}

TEST_CASE("foreign: fields of the program's own go on, and what is missing is added") {
    auto entry = taken({{"MESSAGE", "hello"}, {"CODE_LINE", "3"}});
    CHECK(values_of(entry) == Values{{"MESSAGE", "hello"}, {"CODE_LINE", "3"}, {"SYSLOG_IDENTIFIER", "box"}, {"SYSLOG_FACILITY", "1"}});
    CHECK(entry.level == Level::info);
    auto named = taken({{"MESSAGE", "x"}, {"PRIORITY", "3"}, {"SYSLOG_IDENTIFIER", "web"}, {"SYSLOG_FACILITY", "4"}, {"SYSLOG_PID", "7"}});
    CHECK(named.level == Level::error);
    CHECK(values_of(named) == Values{{"MESSAGE", "x"}, {"SYSLOG_IDENTIFIER", "web"}, {"SYSLOG_FACILITY", "4"}, {"SYSLOG_PID", "7"}});
}

TEST_CASE("foreign: no field of journald's, of ours, of the unit's, or by which the host's programs know their own goes on") {
    std::vector<Field> own{{"RELEASE", "2"}};
    for (std::string_view name : {"_UID", "_SYSTEMD_UNIT", "__CURSOR", "SANDBOX_NAME", "SANDBOX_INVOCATION", "SANDBOX_", "RELEASE", "OBJECT_PID",
                                  "OBJECT_SYSTEMD_UNIT", "COREDUMP_UNIT", "COREDUMP_FILENAME", "UNIT", "USER_UNIT", "INVOCATION_ID",
                                  "USER_INVOCATION_ID", "MESSAGE_ID", "lower", "", "A B", "1A"}) {
        CAPTURE(name);
        CHECK_FALSE(values_of(taken({{"MESSAGE", "x"}, {name, "forged"}}, own)).contains(std::string(name)));
        CHECK(taken({{name, "forged"}}, own).fields.empty());
    }
}

TEST_CASE("foreign: nobody inside tells every terminal of the host, or speaks for the kernel") {
    CHECK(taken({{"MESSAGE", "x"}, {"PRIORITY", "0"}}).level == Level::alert);
    CHECK(take_over(parse_syslog("<8>x"), "box").level == Level::alert);
    CHECK(values_of(taken({{"MESSAGE", "x"}, {"SYSLOG_FACILITY", "0"}}))["SYSLOG_FACILITY"] == "1");
    for (std::string_view priority : {"8", "-1", "", "3\n", "x", "99999999999999999999"}) CHECK(taken({{"MESSAGE", "x"}, {"PRIORITY", priority}}).level == Level::info);
}

TEST_CASE("foreign: of what a field may be but once there is one, and a name has its bounds") {
    auto twice = taken({{"MESSAGE", "x"}, {"PRIORITY", "3"}, {"PRIORITY", "4"}, {"SYSLOG_IDENTIFIER", "a"}, {"SYSLOG_IDENTIFIER", "b"}});
    CHECK(values_of(twice)["SYSLOG_IDENTIFIER"] == "b");
    CHECK(twice.level == Level::warning);
    std::string longest(256, 'x');
    CHECK(values_of(taken({{"MESSAGE", "x"}, {"SYSLOG_IDENTIFIER", longest}}))["SYSLOG_IDENTIFIER"] == "box");
}

TEST_CASE("foreign: a line for syslog has its fields, and without a message nothing is left") {
    auto line = take_over(parse_syslog("<35>Nov 26 10:00:00 sshd[42]: in"), "box");
    CHECK(line.level == Level::error);
    CHECK(values_of(line) == Values{{"MESSAGE", "in"}, {"SYSLOG_IDENTIFIER", "sshd"}, {"SYSLOG_FACILITY", "4"}, {"SYSLOG_PID", "42"}});
    CHECK(values_of(take_over(parse_syslog("in"), "box"))["SYSLOG_IDENTIFIER"] == "box");
    CHECK(take_over(parse_syslog("<35>sshd: "), "box").fields.empty());
    CHECK(values_of(take_over(parse_syslog("<13>a: x\nSANDBOX_NAME=forged\n\nMESSAGE=y"), "box"))["MESSAGE"] == "x\nSANDBOX_NAME=forged\n\nMESSAGE=y");
}

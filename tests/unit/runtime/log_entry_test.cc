// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/log_entry.hh"

#include <doctest/doctest.h>

using namespace sandbox;

TEST_CASE("log entry: a line of JSON has always the same members") {
    CHECK(LogEntry{.message = "a \"b\""}.json() == "{\"time-microseconds\":null,\"priority\":null,\"message\":\"a \\\"b\\\"\",\"fields\":{}}\n");
    LogEntry entry{.time = 5, .priority = 3, .message = "x", .fields = {{"B", {"1", "2"}}, {"A", {"y"}}}};
    CHECK(entry.json() == "{\"time-microseconds\":5,\"priority\":3,\"message\":\"x\",\"fields\":{\"A\":\"y\",\"B\":[\"1\",\"2\"]}}\n");
}

TEST_CASE("log entry: the journal's addresses are no fields, its time and priority are members") {
    auto entry = log_entry_of({{"__CURSOR", "s=1"}, {"__REALTIME_TIMESTAMP", "1700000000000001"}, {"PRIORITY", "4"}, {"MESSAGE", "m"}, {"_PID", "7"}, {"A", "1"}, {"A", "2"}});
    CHECK(entry == LogEntry{1700000000000001, 4, "m", {{"_PID", {"7"}}, {"A", {"1", "2"}}}});
    CHECK(log_entry_of({{"PRIORITY", "9"}}).priority == std::nullopt);
}

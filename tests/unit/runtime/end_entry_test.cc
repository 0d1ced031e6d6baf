// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/end_entry.hh"

#include "runtime/relay/tail.hh"

#include <csignal>
#include <doctest/doctest.h>

using namespace sandbox;
using Ended = Report::Ended;

static std::string value_of(const Report& report, std::string_view name) {
    for (const auto& field : end_entry(report, "web").fields)
        if (field.name == name) return field.value;
    return "-";
}

static std::string result_of(const Report& report) {
    return value_of(report, "SANDBOX_RESULT") + ":" + value_of(report, "EXIT_CODE") + ":" + value_of(report, "EXIT_STATUS");
}

TEST_CASE("end entry: its words for how it ended are systemd's") {
    CHECK(result_of({.ended = Ended::exited}) == "success:exited:0");
    CHECK(result_of({.ended = Ended::exited, .code = 3}) == "exit-code:exited:3");
    CHECK(result_of({.ended = Ended::signaled, .code = SIGTERM}) == "success:killed:15");
    CHECK(result_of({.ended = Ended::signaled, .code = SIGKILL}) == "signal:killed:9");
    CHECK(result_of({.ended = Ended::signaled, .code = SIGKILL, .was_stopped = true}) == "success:killed:9");
    CHECK(result_of({.ended = Ended::signaled, .code = SIGSEGV, .core = true}) == "core-dump:dumped:11");
    CHECK(result_of({.ended = Ended::killed, .code = SIGKILL, .memory_kill = cgroups::MemoryKill{}}) == "oom-kill:killed:9");
    CHECK(result_of({.ended = Ended::signaled, .code = SIGKILL, .time_spent = "x"}) == "timeout:killed:9");
    CHECK(result_of({.ended = Ended::killed, .code = SIGKILL, .unhealthy = "x"}) == "watchdog:killed:9");
    CHECK(result_of({.ended = Ended::not_found}) == "exit-code:exited:127");
    CHECK(result_of({.ended = Ended::not_executable}) == "exit-code:exited:126");
    CHECK(result_of({.ended = Ended::failed, .message = "no"}) == "resources:-:-");
    CHECK(result_of({.ended = Ended::halted}) == "success:-:-");
}

TEST_CASE("end entry: a good end is a notice, a failure a warning, and the message is one line, safe for a terminal") {
    CHECK(end_entry({.ended = Ended::exited}, "web").level == journal::Level::notice);
    auto failed = end_entry({.ended = Ended::signaled, .code = SIGKILL, .time_spent = "Exec.RuntimeMaxSec (x\x1b): 1s"}, "web");
    CHECK(failed.level == journal::Level::warning);
    CHECK(failed.message == "web: ended by SIGKILL; its time was up: Exec.RuntimeMaxSec (x\\x1b): 1s");
}

TEST_CASE("end entry: what the groups counted has systemd's names and units") {
    Report report{.ended = Ended::exited, .figures = {{"cpu-microseconds", 5}, {"memory-peak-bytes", 4096}}};
    CHECK(value_of(report, "CPU_USAGE_NSEC") == "5000");
    CHECK(value_of(report, "MEMORY_PEAK") == "4096");
    CHECK(value_of(report, "IO_METRIC_READ_BYTES") == "-");
}

TEST_CASE("tail: so many lines, the last, none longer than is printed") {
    Tail tail(2);
    for (const char* line : {"one", "two", "three"}) tail.add(line);
    CHECK(tail.lines() == std::vector<std::string>{"two", "three"});
    tail.add(std::string(1025, 'x'));
    CHECK(tail.lines()[1] == std::string(1024, 'x') + "...");
    tail.clear();
    CHECK(tail.lines().empty());
    Tail none(0);
    none.add("one");
    CHECK(none.lines().empty());
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/report.hh"

#include <doctest/doctest.h>
#include <signal.h>

using namespace sandbox;
using Ended = Report::Ended;

TEST_CASE("report: the exit status is the command's own, 128 and the signal, or ours") {
    CHECK(Report{.ended = Ended::exited, .code = 0}.exit_status() == 0);
    CHECK(Report{.ended = Ended::exited, .code = 255}.exit_status() == 255);
    CHECK(Report{.ended = Ended::exited, .code = 125}.exit_status() == 125);
    CHECK(Report{.ended = Ended::signaled, .code = SIGTERM}.exit_status() == 143);
    CHECK(Report{.ended = Ended::killed, .code = SIGKILL}.exit_status() == 137);
    CHECK(Report{.ended = Ended::not_executable, .code = 7}.exit_status() == 126);
    CHECK(Report{.ended = Ended::not_found, .code = 7}.exit_status() == 127);
    CHECK(Report{.ended = Ended::failed, .code = 7}.exit_status() == 125);
    CHECK(Report{}.exit_status() == 125);
}

TEST_CASE("report: the status line tells a command's 125 from ours") {
    CHECK(Report{.ended = Ended::exited, .code = 125}.json() ==
          "{\"event\":\"ended\",\"how\":\"exited\",\"exit-status\":125,\"user-microseconds\":0,\"system-microseconds\":0,\"max-rss-kib\":0}\n");
    CHECK(Report{.ended = Ended::failed, .message = "no"}.json() ==
          "{\"event\":\"ended\",\"how\":\"failed\",\"exit-status\":125,\"message\":\"no\"}\n");
}

TEST_CASE("report: the status line has the signal, the core and what was used") {
    Report report{.ended = Ended::signaled, .code = SIGSEGV, .core = true};
    report.usage.user_microseconds = 1;
    report.usage.system_microseconds = 2;
    report.usage.max_rss_kib = 3;
    CHECK(report.json() == "{\"event\":\"ended\",\"how\":\"signaled\",\"exit-status\":139,\"signal\":11,\"core\":true,"
                           "\"user-microseconds\":1,\"system-microseconds\":2,\"max-rss-kib\":3}\n");
    CHECK(Report{.ended = Ended::killed, .code = SIGKILL}.json() ==
          "{\"event\":\"ended\",\"how\":\"killed\",\"exit-status\":137,\"signal\":9}\n");
    CHECK(Report{.ended = Ended::not_found}.json() == "{\"event\":\"ended\",\"how\":\"not-found\",\"exit-status\":127}\n");
}

TEST_CASE("report: the status line is one line of JSON whatever the message holds (I05)") {
    auto line = Report{.ended = Ended::failed, .message = "a\n\"b\"\x1b[2J\xff"}.json();
    CHECK(line == "{\"event\":\"ended\",\"how\":\"failed\",\"exit-status\":125,\"message\":\"a\\u000a\\\"b\\\"\\u001b[2J\\u00ff\"}\n");
}

TEST_CASE("report: who was ended for its time says so, by the setting") {
    Report report{.ended = Ended::signaled, .code = SIGTERM, .time_spent = "Exec.RuntimeMaxSec (a.toml:1:2): 5s"};
    CHECK(report.exit_status() == 143);
    CHECK(report.cause() == "its time was up: Exec.RuntimeMaxSec (a.toml:1:2): 5s");
    CHECK(report.json().find(",\"timed-out\":true,\"time-limit\":\"Exec.RuntimeMaxSec (a.toml:1:2): 5s\",\"cause\":\"its time was up: Exec.RuntimeMaxSec (a.toml:1:2): 5s\"") !=
          std::string::npos);
    report.memory_kill = cgroups::MemoryKill{.owner = cgroups::LimitOwner::machine};
    CHECK(report.cause() == "killed for memory: the machine had no memory left; its time was up: Exec.RuntimeMaxSec (a.toml:1:2): 5s");
}

TEST_CASE("report: who was ended for its health says so, by the setting") {
    Report report{.ended = Ended::signaled, .code = SIGKILL, .health = HealthState{HealthStatus::unhealthy, 3, "no"},
                  .unhealthy = "Health.Command (a.toml:1:2): 3 failures in a row, the last: no"};
    CHECK(report.cause() == "it was not healthy: Health.Command (a.toml:1:2): 3 failures in a row, the last: no");
    CHECK(report.json().find(",\"unhealthy\":true,\"health-limit\":\"Health.Command (a.toml:1:2): 3 failures in a row, the last: no\",\"health\":{\"status\":\"unhealthy\",\"failing-streak\":3,\"last-failure\":\"no\"},"
                             "\"cause\":\"it was not healthy: ") != std::string::npos);
    report = {.ended = Ended::exited, .health = HealthState{HealthStatus::healthy, 0, ""}};
    CHECK(report.json().ends_with(",\"health\":{\"status\":\"healthy\",\"failing-streak\":0,\"last-failure\":\"\"}}\n"));
}

TEST_CASE("report: what was left out and what failed beside are lists") {
    Report report{.ended = Ended::exited, .left_out = {"a"}, .notes = {"b", "c\n"}};
    CHECK(report.json().ends_with(",\"left-out\":[\"a\"],\"notes\":[\"b\",\"c\\u000a\"]}\n"));
}

TEST_CASE("report: a death by the filter is told with its call, or with why that is not known") {
    Report report{.ended = Ended::signaled, .code = SIGSYS};
    report.filter_death = {.call = "ptrace", .architecture = "x86_64", .number = 101, .pid = 7, .victim = "gdb"};
    CHECK(report.cause() == "ended by the filter of system calls: ptrace (x86_64), process 7, gdb");
    CHECK(report.json().find("\"cause\":\"ended by the filter of system calls: ptrace (x86_64), process 7, gdb\",\"filter-death\":"
                             "{\"call\":\"ptrace\",\"number\":101,\"architecture\":\"x86_64\",\"pid\":7,\"victim\":\"gdb\"}") != std::string::npos);

    report.filter_death = seccomp::FilterDeath{.unknown = "the log is full"};
    CHECK(report.cause() == "ended by SIGSYS, as a filter of system calls does it; the call is not known: the log is full");
    CHECK(report.json().find("\"filter-death\":{\"unknown\":\"the log is full\"}") != std::string::npos);
}

TEST_CASE("report: what is read back says the same") {
    Report report{.ended = Ended::signaled, .code = SIGKILL, .core = true, .message = "a \"b\"", .left_out = {"x"}};
    report.usage = {.user_microseconds = 1, .system_microseconds = 2, .max_rss_kib = 3};
    report.wall_microseconds = 4;
    report.figures = {{"memory-kills", 1}, {"tasks", 18446744073709551615u}};
    report.memory_kill = {.owner = cgroups::LimitOwner::ancestor, .limit_group = "/a", .victim = "eater", .pid = 7, .count = 2};
    report.limit = "Resources.MemoryMax";
    report.time_spent = "Exec.RuntimeMaxSec";
    report.was_stopped = report.starts_again = true;
    report.notes = {"n"};
    report.health = {.status = HealthStatus::unhealthy, .streak = 3, .last_failure = "exited with status 1"};
    report.unhealthy = "Health.OnFailure";
    report.given_up = "often";
    report.log_lines = {"one", "\x1b[2J"};
    auto same = parse_report(report.json());
    REQUIRE(same);
    CHECK(same->json() == report.json());
    CHECK(same->cause() == report.cause());

    for (const char* end : {"exited", "not-executable", "not-found", "failed", "killed", "rebooted", "halted"}) {
        auto line = std::string("{\"event\":\"ended\",\"how\":\"") + end + "\",\"exit-status\":0}";
        REQUIRE(parse_report(line));
        CHECK(parse_report(line)->json().find(std::string("\"how\":\"") + end) != std::string::npos);
    }
    Report death{.ended = Ended::signaled, .code = SIGSYS};
    death.filter_death = {.call = "ptrace", .architecture = "x86_64", .number = 101, .pid = 7, .victim = "gdb"};
    CHECK(parse_report(death.json())->json() == death.json());
    death.filter_death = seccomp::FilterDeath{.unknown = "the log is full"};
    CHECK(parse_report(death.json())->json() == death.json());
}

TEST_CASE("report: what is none of ours is refused") {
    for (const char* line : {"", "{", "[]", "{}", "{\"how\":1}", "{\"how\":\"exited\",\"notes\":3}", "null"}) CHECK_FALSE(parse_report(line));
}

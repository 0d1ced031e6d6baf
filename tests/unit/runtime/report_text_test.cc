// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/text.hh"

#include <csignal>
#include <doctest/doctest.h>

using namespace sandbox;
using Ended = Report::Ended;

static Report report_of(Ended ended, int code) {
    Report report{.ended = ended, .code = code};
    report.wall_microseconds = 1'500'700;
    report.usage.user_microseconds = 20'000;
    report.usage.max_rss_kib = 2048;
    return report;
}

TEST_CASE("report: the text has how it ended, what it used, and what went wrong") {
    auto report = report_of(Ended::signaled, SIGSEGV);
    report.core = true;
    report.time_spent = "Exec.RuntimeMaxSec (-p): 1s";
    report.health = {HealthStatus::healthy, 1, "exited with status 1"};
    report.figures = {{"tasks-peak", 3}};
    report.left_out = {"no CPU"};
    report.notes = {"a hook \x1b"};
    CHECK(print_text(report, "web") == "web: ended by SIGSEGV, with a core\n"
                                       "  cause       its time was up: Exec.RuntimeMaxSec (-p): 1s\n"
                                       "  ran         1s 500ms\n"
                                       "  processor   20ms user, 0 system\n"
                                       "  memory      2M at most in one process\n"
                                       "  health      healthy, 1 failure; the last: exited with status 1\n"
                                       "  group       tasks-peak 3\n"
                                       "  left out    no CPU\n"
                                       "  note        a hook \\x1b\n");
}

TEST_CASE("report: on failure one line is said if more is known than the status, always all of it, never nothing") {
    auto plain = report_of(Ended::exited, 1), timed = report_of(Ended::exited, 0);
    timed.time_spent = "x";
    CHECK(words_of(life::Print::on_failure, plain, "web", "sandbox-run").empty());
    CHECK(words_of(life::Print::on_failure, timed, "web", "sandbox-run") == "sandbox-run: its time was up: x\n");
    CHECK(words_of(life::Print::always, plain, "web", "sandbox-run") == print_text(plain, "web"));
    Report killed{.ended = Ended::killed, .code = SIGSYS};
    CHECK(words_of(life::Print::on_failure, killed, "web", "sandbox-run") == "sandbox-run: PID 1 was killed by SIGSYS\n");
    killed.was_stopped = true;
    CHECK_MESSAGE(words_of(life::Print::on_failure, killed, "web", "sandbox-run").empty(), "somebody asked for it");
    CHECK(words_of(life::Print::never, timed, "web", "sandbox-run").empty());
    CHECK(words_of(life::Print::always, {.ended = Ended::failed, .message = "no"}, "web", "sandbox-run").empty());
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/restarts.hh"

#include <csignal>
#include <doctest/doctest.h>

using namespace sandbox;
using namespace std::chrono_literals;
using Ended = Report::Ended;

static Plan plan_of(life::RestartPolicy policy) {
    Plan plan;
    plan.steps.push_back({Phase::attend, life::Step(life::Restart{policy, 100ms}), {"Exec.Restart", Origin::option("-p")}});
    return plan;
}

/// Whether a sandbox that was started once goes on after this.
static bool goes_on(const Plan& plan, Report report) {
    Restarts restarts(plan);
    restarts.started(0s);
    return restarts.go_on(report, 1s);
}

TEST_CASE("restart: a failure is what systemd calls one") {
    CHECK_FALSE(is_failure({.ended = Ended::exited, .code = 0}));
    CHECK(is_failure({.ended = Ended::exited, .code = 1}));
    for (int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE}) CHECK_FALSE(is_failure({.ended = Ended::signaled, .code = signal}));
    for (int signal : {SIGKILL, SIGSEGV, SIGUSR1}) CHECK(is_failure({.ended = Ended::signaled, .code = signal}));
    CHECK(is_failure({.ended = Ended::signaled, .code = SIGTERM, .core = true}));
    CHECK(is_failure({.ended = Ended::exited, .code = 0, .time_spent = "x"}));
    CHECK(is_failure({.ended = Ended::killed, .code = SIGKILL}));
    CHECK_FALSE(is_failure({.ended = Ended::rebooted}));
}

TEST_CASE("restart: nobody's word, no second run") {
    CHECK_FALSE(goes_on(Plan{}, {.ended = Ended::exited, .code = 1}));
    CHECK_FALSE(goes_on(Plan{}, {.ended = Ended::rebooted}));
}

TEST_CASE("restart: on-failure after failures, always after any end of a command that ran") {
    auto on_failure = plan_of(life::RestartPolicy::on_failure), always = plan_of(life::RestartPolicy::always);
    CHECK(goes_on(on_failure, {.ended = Ended::exited, .code = 1}));
    CHECK_FALSE(goes_on(on_failure, {.ended = Ended::exited, .code = 0}));
    CHECK(goes_on(always, {.ended = Ended::exited, .code = 0}));
    for (auto ended : {Ended::not_found, Ended::not_executable, Ended::failed}) CHECK_FALSE(goes_on(always, {.ended = ended}));
}

TEST_CASE("restart: who was told to end stays ended") {
    auto always = plan_of(life::RestartPolicy::always);
    CHECK_FALSE(goes_on(always, {.ended = Ended::exited, .code = 1, .was_stopped = true}));
    CHECK_FALSE(goes_on(always, {.ended = Ended::halted}));
}

TEST_CASE("restart: Exec.Reboot answers a reboot, whatever Exec.Restart says") {
    auto plan = plan_of(life::RestartPolicy::always);
    CHECK_FALSE(goes_on(plan, {.ended = Ended::rebooted}));
    plan.steps.push_back({Phase::attend, life::Step(life::AnswerReboot{life::Reboot::restart, 1s}), {"Exec.Reboot", Origin::option("-p")}});
    CHECK(goes_on(plan, {.ended = Ended::rebooted}));
    CHECK_FALSE(goes_on(plan, {.ended = Ended::halted}));
    CHECK_FALSE(goes_on(plan, {.ended = Ended::rebooted, .was_stopped = true}));
}

TEST_CASE("restart: an end for its health is a failure, and Health.OnFailure = restart answers it") {
    Plan plan;
    CHECK_FALSE(goes_on(plan, {.ended = Ended::exited, .unhealthy = "x"}));
    CHECK(goes_on(plan_of(life::RestartPolicy::on_failure), {.ended = Ended::exited, .unhealthy = "x"}));
    life::CheckHealth check{.command = {"true"}, .on_failure = life::OnFailure::restart, .pause = 3s};
    plan.steps.push_back({Phase::attend, life::Step(check), {"Health.Command", Origin::option("-p")}});
    CHECK(goes_on(plan, {.ended = Ended::exited, .unhealthy = "x"}));
    CHECK(Restarts(plan).pause() == 3s);
    CHECK_FALSE(goes_on(plan, {.ended = Ended::exited, .code = 1}));
    CHECK_FALSE(goes_on(plan, {.ended = Ended::exited, .unhealthy = "x", .was_stopped = true}));
}

TEST_CASE("restart: a reboot is answered after the pause") {
    Plan plan;
    plan.steps.push_back({Phase::attend, life::Step(life::AnswerReboot{life::Reboot::restart, 2s}), {"Exec.Reboot", Origin::option("-p")}});
    CHECK(Restarts(plan).pause() == 2s);
}

TEST_CASE("restart: five starts in ten seconds are the most, and that is told by the setting") {
    Restarts restarts(plan_of(life::RestartPolicy::always));
    Report report{.ended = Ended::exited};
    for (int start = 0; start < 5; ++start) {
        restarts.started(std::chrono::seconds(start));
        report = {.ended = Ended::exited};
        CHECK(restarts.go_on(report, std::chrono::seconds(start) + 500ms) == (start < 4));
        CHECK(report.starts_again == (start < 4));
    }
    CHECK(report.cause() == "not started again after 5 starts in 10s: Exec.Restart (-p)");
    report = {.ended = Ended::exited};
    CHECK(restarts.go_on(report, 10s));
    CHECK(report.cause().empty());
}

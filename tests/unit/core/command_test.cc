// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/command.hh"

#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>

TEST_CASE("command: how a helper ended is known, although the caller ignores SIGCHLD") {
    auto before = std::signal(SIGCHLD, SIG_IGN);
    auto ended = sandbox::run_command({"true"});
    auto failed = sandbox::run_command({"false"});
    std::signal(SIGCHLD, before);

    CHECK_MESSAGE(ended, ended.error().message());
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message() == "false: failed");
}

TEST_CASE("command: a signal that asks for the end ends what is done, and not what is undone") {
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    std::raise(SIGTERM);
    auto done = sandbox::run_command({"sleep", "1000"});
    auto undone = sandbox::run_to_undo({"sleep", "0.1"});
    timespec none{};
    bool is_pending = sigtimedwait(&term, nullptr, &none) == SIGTERM;
    sigprocmask(SIG_SETMASK, &before, nullptr);

    CHECK(is_pending);
    REQUIRE_FALSE(done);
    CHECK(done.error().message().ends_with("sleep: stopped by a signal"));
    CHECK(done.error().code() == EINTR);
    CHECK_MESSAGE(undone, undone.error().message());
}

TEST_CASE("command: what is undone has its time") {
    auto undone = sandbox::run_to_undo({"sleep", "1000"}, std::chrono::milliseconds(50));

    REQUIRE_FALSE(undone);
    CHECK(undone.error().message().ends_with("sleep: it does not end"));
}

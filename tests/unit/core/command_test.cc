// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/command.hh"

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

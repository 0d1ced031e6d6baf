// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/child.hh"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace sandbox::classic;

static int three(const void*) {
    return 3;
}

TEST_CASE("child: a wait passes the status on, and one that fails is no success") {
    auto child = start_child(Memory::copied, three, nullptr);
    REQUIRE(child);
    CHECK(wait_following(*child) == 3);

    auto failed = wait_following(*child);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message() == "waitpid failed: No child processes");
    CHECK_FALSE(wait_shielded(*child, Signals::ignored));
}

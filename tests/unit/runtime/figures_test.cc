// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/figures.hh"

#include "core/process.hh"
#include "domains/cgroups/hierarchy.hh"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

/// A process that has ended.
static ProcessId ended() {
    int line[2];
    REQUIRE(::pipe(line) == 0);
    pid_t pid = ::fork();
    if (pid == 0) {
        char byte;
        ::_exit(::read(line[0], &byte, 1) == 1 ? 0 : 1);
    }
    auto process = identify(pid).value();
    REQUIRE(::write(line[1], "x", 1) == 1);
    ::close(line[0]);
    ::close(line[1]);
    ::waitpid(pid, nullptr, 0);
    return process;
}

TEST_CASE("figures: of all, who has ended since they were listed is left out") {
    ledger::Record mine{.name = "mine", .init = identify(::getpid()).value()};
    ledger::Record over{.name = "over", .init = ended()};
    ledger::Record resting{.name = "resting"};

    auto usages = usages_of(std::vector{mine, over, resting});

    REQUIRE(usages);
    REQUIRE(usages->size() == 1);
    CHECK(usages->front().name == "mine");
}

TEST_CASE("figures: a group that went is its end, a directory that is no group a mistake") {
    ledger::Record mine{.name = "mine", .init = identify(::getpid()).value(), .cgroups = {"/no/such/group"}};
    CHECK_FALSE(usages_of(std::vector{mine}));
    auto hierarchies = cgroups::find_hierarchies().value();
    const auto* unified = cgroups::find_unified(hierarchies);
    if (unified == nullptr) return;  // v1 has no file that is read before figures
    mine.cgroups = {unified->mount + "/no-such-group"};
    auto usages = usages_of(std::vector{mine});
    REQUIRE(usages);
    CHECK(usages->empty());
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/figures.hh"

#include "core/file.hh"
#include "core/process.hh"
#include "core/process_namespaces.hh"
#include "domains/cgroups/hierarchy.hh"
#include "runtime/running/processes.hh"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;

/// A process that waits until this goes.
class Waiting {
public:
    Waiting() : line_(make_pipe().value()) {
        pid_ = ::fork();
        if (pid_ != 0) return;
        line_.to.reset();
        char byte;
        ::_exit(::read(line_.from.get(), &byte, 1) == 0 ? 0 : 1);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
        line_.to.reset();
        ::waitpid(pid_, nullptr, 0);
    }
    ProcessId id() const { return identify(pid_).value(); }

private:
    Pipe line_;
    pid_t pid_ = -1;
};

/// A process that has ended.
static ProcessId ended() {
    return Waiting().id();
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

TEST_CASE("figures: in a pid namespace that is the caller's own, only PID 1 of the sandbox and its descendants are counted") {
    Waiting first, other;
    ledger::Record shared{.name = "shared", .init = first.id(), .namespaces = namespaces_of(::getpid()).value()};

    CHECK(processes_of(shared).value() == std::set{first.id().pid});
    CHECK(cgroups::find_figure(usage_of(shared).value().figures, "tasks") == 1u);
    shared.init = identify(::getpid()).value();
    CHECK(processes_of(shared).value() == std::set{::getpid(), first.id().pid, other.id().pid});
}

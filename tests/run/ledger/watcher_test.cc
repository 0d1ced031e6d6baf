// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/ledger/watcher.hh"

#include "group.hh"

#include <doctest/doctest.h>
#include <fstream>
#include <optional>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace sandbox;

namespace {

constexpr const char* kHierarchies[] = {"pids", "unified", "freezer"};

using Clock = std::chrono::steady_clock;

std::uint64_t inode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_ino;
}

/// A supervisor that started a watcher over the group and is killed with no chance to say a word. When that was.
Clock::time_point die_with_watcher_over(const std::string& path, const char* name = nullptr) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_t supervisor = ::fork();
    if (supervisor == 0) {
        std::string paths[] = {path};
        auto entry = name != nullptr ? std::optional(ledger::Ledger::make(name)) : std::nullopt;
        bool has_entry = entry && *entry;
        auto watcher = Watcher::start(has_entry ? &**entry : nullptr, paths);
        if (watcher) (void)watcher->made(inode_of(path));
        (void)!::write(ready[1], watcher ? "y" : "n", 1);
        for (;;) ::pause();
    }
    char answer = 0;
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    REQUIRE(answer == 'y');
    ::close(ready[0]);
    ::close(ready[1]);
    auto now = Clock::now();
    ::kill(supervisor, SIGKILL);
    ::waitpid(supervisor, nullptr, 0);
    return now;
}

/// Kills our youngest child, and waits until nothing of it is left to run.
void kill_watcher() {
    auto self = std::to_string(::getpid());
    std::ifstream children("/proc/" + self + "/task/" + self + "/children");
    pid_t watcher = 0;
    for (pid_t child; children >> child;) watcher = child;
    REQUIRE(watcher > 0);
    REQUIRE(::kill(watcher, SIGKILL) == 0);
    siginfo_t end{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(watcher), &end, WEXITED | WNOWAIT) == 0);
}

}  // namespace

TEST_CASE("watcher: kill -9 of the supervisor ends what is in its cgroups and removes them") {
    for (const char* hierarchy : kHierarchies) {
        CAPTURE(hierarchy);
        Group group(hierarchy);
        if (group.path().empty()) {
            MESSAGE("not here: ", std::string(hierarchy));
            continue;
        }
        for (int count = 0; count < 5; ++count) group.occupy();
        group.occupy("/below");

        auto before = die_with_watcher_over(group.path());

        CHECK(eventually([&] { return !group.is_there(); }));
        auto took = Clock::now() - before;
        MESSAGE(std::string(hierarchy), ": gone after ", std::chrono::duration_cast<std::chrono::microseconds>(took).count(), " us");
    }
}

TEST_CASE("watcher: it holds the name until all is removed, and gives it back then") {
    if (::geteuid() != 0) return;  // whose names are kept where the environment says
    Group group("pids");
    auto name = "watcher-test-" + std::to_string(::getpid());
    group.occupy();

    die_with_watcher_over(group.path(), name.c_str());
    bool was_taken = false;
    CHECK(eventually([&] {
        auto again = ledger::Ledger::make(name);
        if (!again) was_taken = true;
        else CHECK_FALSE(group.is_there());
        return again.has_value();
    }));

    MESSAGE("the name was still held when we asked: ", was_taken);
    CHECK(::access(("/run/sandbox/by-name/" + name).c_str(), F_OK) != 0);
}

TEST_CASE("watcher: the death of more processes than fit one round, in a frozen group, is waited for") {
    Group group("freezer");
    if (group.path().empty()) return;
    for (int count = 0; count < 150; ++count) group.occupy();
    std::ofstream(group.path() + "/freezer.state") << "FROZEN" << std::flush;

    std::string paths[] = {group.path(), group.path() + "-that-was-never-made"};
    auto watcher = Watcher::start(nullptr, paths);
    REQUIRE(watcher);
    REQUIRE(watcher->made(inode_of(group.path())));
    auto finished = watcher->finish();

    CHECK(finished.has_value());
    CHECK_FALSE(group.is_there());
}

TEST_CASE("watcher: a group that it was not told of is somebody else's, unless it is empty and the next to be made") {
    enum class Told { nothing, taken, other };
    struct Case {
        Told told;
        bool is_occupied;
        bool stays;
    };
    for (auto [told, is_occupied, stays] : {Case{Told::nothing, true, true}, {Told::nothing, false, false}, {Told::taken, true, true},
                                            {Told::taken, false, true}, {Told::other, true, true}, {Told::other, false, true}}) {
        CAPTURE(told);
        CAPTURE(is_occupied);
        Group group("pids");
        if (group.path().empty()) return;
        auto below = group.path() + "/below";
        REQUIRE(::mkdir(below.c_str(), 0755) == 0);
        if (is_occupied) group.occupy("/below");
        std::string paths[] = {below, group.path() + "/next"};
        REQUIRE(::mkdir(paths[1].c_str(), 0755) == 0);

        auto watcher = Watcher::start(nullptr, paths);
        REQUIRE(watcher);
        if (told == Told::taken) REQUIRE(watcher->taken());
        if (told == Told::other) {
            REQUIRE(watcher->made(inode_of(group.path())));
            REQUIRE(watcher->taken());
        }
        CHECK(watcher->finish().has_value());

        CHECK((::access(below.c_str(), F_OK) == 0) == stays);
        CHECK(::access(paths[1].c_str(), F_OK) == 0);
        bool lives = std::ifstream(below + "/cgroup.procs").peek() != std::ifstream::traits_type::eof();
        CHECK(lives == (is_occupied && stays));
    }
}

TEST_CASE("watcher: nobody is killed who is not in the group, and none of our descriptors or streams is held") {
    int line[2];
    REQUIRE(::pipe(line) == 0);
    auto watcher = Watcher::start(nullptr, {});
    REQUIRE(watcher);
    ::close(line[1]);
    char byte;
    CHECK(::read(line[0], &byte, 1) == 0);
    ::close(line[0]);
    CHECK(watcher->finish().has_value());
}

TEST_CASE("watcher: a directory that is no cgroup is left, and that is said") {
    char path[] = "/tmp/sandbox-test-XXXXXX";
    REQUIRE(::mkdtemp(path) != nullptr);
    std::ofstream(std::string(path) + "/file") << "words";
    auto link = std::string(path) + "/link";
    REQUIRE(::symlink(path, link.c_str()) == 0);
    std::string paths[] = {link};

    auto watcher = Watcher::start(nullptr, paths);
    REQUIRE(watcher);
    REQUIRE(watcher->made(inode_of(path)));
    auto finished = watcher->finish();

    CHECK_FALSE(finished.has_value());
    CHECK(::access((std::string(path) + "/file").c_str(), F_OK) == 0);
    ::unlink(link.c_str());
    ::unlink((std::string(path) + "/file").c_str());
    ::rmdir(path);
}

TEST_CASE("watcher: one that is killed at its start is no watcher") {
    auto watcher = Watcher::start(nullptr, {});
    REQUIRE(watcher);
    kill_watcher();

    auto started = watcher->await_start();

    REQUIRE_FALSE(started);
    CHECK(started.error().message() == "start the watcher: it was killed");
}

TEST_CASE("watcher: one that is killed later is told from one that could not remove everything") {
    auto watcher = Watcher::start(nullptr, {});
    REQUIRE(watcher);
    REQUIRE(watcher->await_start());
    kill_watcher();

    auto finished = watcher->finish();

    REQUIRE_FALSE(finished);
    CHECK(finished.error().message() == "the watcher was ended by SIGKILL: not everything may be removed");
}

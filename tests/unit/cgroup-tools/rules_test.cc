// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/cgroup/rules.hh"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox::cgroup;

static const Accounts kAccounts{
    .user_name = [](uid_t id) -> std::string { return id == 0 ? "root" : "alice"; },
    .group_name = [](gid_t) -> std::string { return "users"; },
    .is_member = [](const Subject&, std::string_view user, std::string_view group) { return user == "alice" && group == "users"; },
};

static const Subject kMake{.user = 1000, .group = 100, .process = 42, .program = "/usr/bin/make"};

static std::string target(std::string_view rules, const Subject& subject = kMake) {
    auto parsed = parse_rules(rules);
    if (!parsed) return "error: " + parsed.error().detail;
    std::string text;
    for (const Target& one : match_rules(*parsed, subject, kAccounts)) {
        if (!text.empty()) text += ' ';
        for (const std::string& controller : one.spec.controllers) text += controller + ",";
        text += ":" + one.spec.path;
    }
    return text;
}

TEST_CASE("cgrules.conf: the first rule that fits is taken") {
    CHECK(target("# none\nroot cpu a\nalice cpu,memory b\n* cpu c\n") == "cpu,memory,:b");
    CHECK(target("root cpu a\n* cpu c\n") == "cpu,:c");
    CHECK(target("root cpu a\n") == "");
    CHECK(target("@users * g\n") == "*,:g");
    CHECK(target("@wheel * g\n") == "");
    CHECK(target("@users * g\n", {.user = 0}) == "");
}

TEST_CASE("cgrules.conf: lines of % go with the rule above") {
    CHECK(target("alice cpu a\n% memory b\nalice pids c\n") == "cpu,:a memory,:b");
    CHECK(target("root cpu a\n% memory b\nalice pids c\n") == "pids,:c");
    CHECK(target("% cpu a\n") == "error: line 1: % without a rule above it");
}

TEST_CASE("cgrules.conf: a program is named by its name, its path, and nothing less") {
    CHECK(target("alice:make cpu a\n") == "cpu,:a");
    CHECK(target("alice:/usr/bin/make cpu a\n") == "cpu,:a");
    CHECK(target("alice:/bin/make cpu a\n") == "");
    CHECK(target("alice:ma* cpu a\n") == "");
    CHECK(target("alice:* cpu a\n") == "");
    CHECK(target("alice:mak cpu a\n") == "");
    CHECK(target("*:make cpu a\n") == "cpu,:a");
}

TEST_CASE("cgrules.conf: destinations are filled in") {
    CHECK(target("* cpu u/%u/%U/%g/%G/%p/%P/\\%u/%x\n") == "cpu,:u/alice/1000/users/100/make/42/%u/%x");
    auto rules = parse_rules("* cpu students/%u\n");
    REQUIRE(rules);
    CHECK(match_rules(*rules, kMake, kAccounts)[0].pattern == "students/%u");
}

TEST_CASE("cgrules.conf: who is ignored stays") {
    CHECK(target("alice cpu a ignore\n* cpu b\n") == "");
    CHECK(target("alice cpu a ignore_rt\n") == "cpu,:a");
    CHECK(target("alice cpu a ignore\n% pids b\n") == "");
    CHECK(target("alice cpu a\n% pids b ignore\n") == "cpu,:a");
    CHECK(target("alice cpu a no\n") == "error: line 1: Unsupported option: no");
}

TEST_CASE("cgrules.conf: words may be quoted, and too few are an error") {
    CHECK(target("alice\tcpu  \"a b\"  # here\n") == "cpu,:a b");
    CHECK(target("alice cpu\n") == "error: line 1: expected USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS]");
    CHECK(target("\n\nalice , a\n") == "error: line 3: no controllers");
}

TEST_CASE("cgrules.conf: of a process whose program is not to be seen the name counts") {
    pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    siginfo_t ended{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) == 0);

    auto subject = subject_of(child);  // a zombie has no program

    (void)::waitpid(child, nullptr, 0);
    REQUIRE(subject);
    CHECK(subject->program == "cgroup-tools-te");
}

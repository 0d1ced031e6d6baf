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
    auto matched = match_rules(rules, subject, kAccounts);
    if (!matched) return "error: " + matched.error().told + " (" + matched.error().detail + ")";
    if (!*matched) return "none";
    std::string text;
    for (const Target& one : **matched) {
        if (!text.empty()) text += ' ';
        for (const std::string& controller : one.spec.controllers) text += controller + ",";
        text += ":" + one.spec.path;
    }
    return text;
}

static const std::string kWords = "expected USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS], with quotes around the first and the third at most)";

TEST_CASE("cgrules.conf: the first rule that fits is taken") {
    CHECK(target("# none\nroot cpu a\nalice cpu,memory b\n* cpu c\n") == "cpu,memory,:b");
    CHECK(target("root cpu a\n* cpu c\n") == "cpu,:c");
    CHECK(target("root cpu a\n") == "none");
    CHECK(target("@users * g\n") == "*,:g");
    CHECK(target("@wheel * g\n") == "none");
    CHECK(target("@users * g\n", {.user = 0}) == "none");
}

TEST_CASE("cgrules.conf: lines of % go with the rule above") {
    CHECK(target("alice cpu a\n% memory b\nalice pids c\n") == "cpu,:a memory,:b");
    CHECK(target("root cpu a\n% memory b\nalice pids c\n") == "pids,:c");
    CHECK(target("% cpu a\n") == "none");
}

TEST_CASE("cgrules.conf: a program is named by its name, its path, and nothing less") {
    CHECK(target("alice:make cpu a\n") == "cpu,:a");
    CHECK(target("alice:/usr/bin/make cpu a\n") == "cpu,:a");
    CHECK(target("alice:/bin/make cpu a\n") == "none");
    CHECK(target("alice:ma* cpu a\n") == "none");
    CHECK(target("alice:* cpu a\n") == "none");
    CHECK(target("alice:mak cpu a\n") == "none");
    CHECK(target("*:make cpu a\n") == "cpu,:a");
}

TEST_CASE("cgrules.conf: destinations are filled in") {
    CHECK(target("* cpu u/%u/%U/%g/%G/%p/%P/\\%u/%x\n") == "cpu,:u/alice/1000/users/100/make/42/%u/%x");
    auto matched = match_rules("* cpu students/%u\n", kMake, kAccounts);
    REQUIRE(matched);
    REQUIRE(*matched);
    CHECK((**matched)[0].pattern == "students/%u");
}

TEST_CASE("cgrules.conf: who is ignored stays") {
    CHECK(target("alice cpu a ignore\n* cpu b\n") == "");
    CHECK(target("alice cpu a ignore_rt\n") == "cpu,:a");
    CHECK(target("alice cpu a ignore\n% pids b\n") == "");
    CHECK(target("alice cpu a\n% pids b ignore\n") == "cpu,:a");
    CHECK(target("alice cpu a no\n") == "error: Unsupported option: no (1: no option \"no\")");
}

TEST_CASE("cgrules.conf: what is wrong in a rule concerns those whom it fits") {
    CHECK(target("root cpu a typo\nalice cpu b\n") == "cpu,:b");
    CHECK(target("root , a\nalice cpu b\n") == "cpu,:b");
    CHECK(target("root cpu a ignore more\nalice cpu b\n") == "cpu,:b");
    CHECK(target("alice cpu b\nroot cpu a typo\nroot cpu\n") == "cpu,:b");
    CHECK(target("alice cpu b\n% pids c typo\n") == "error: Unsupported option: typo (2: no option \"typo\")");
    CHECK(target("alice cpu b ignore more\n") ==
          "error: failed to parse configuration file on line 1 (1: more than USER[:PROCESS] CONTROLLERS DESTINATION [OPTIONS])");
}

TEST_CASE("cgrules.conf: a line that is no rule is told by its number, whomever it is for") {
    CHECK(target("root cpu\nalice cpu b\n") == "error: failed to parse configuration file on line 1 (1: " + kWords);
    CHECK(target("alice cpu b\nroot cpu\n") == "error: failed to parse configuration file on line 2 (2: " + kWords);
}

TEST_CASE("cgrules.conf: a user and a destination may be quoted, and too few words are an error") {
    CHECK(target("alice\tcpu  \"a b\"  # here\n") == "cpu,:a b");
    CHECK(target("\"alice:make\" cpu a\n") == "cpu,:a");
    CHECK(target("alice cpu\n") == "error: failed to parse configuration file on line 1 (1: " + kWords);
    CHECK(target("\n\nalice , a\n") == "error: failed to parse controllers on line 3 (3: no controllers)");
}

TEST_CASE("cgrules.conf: controllers and options are not quoted, and a quotation mark is closed") {
    CHECK(target("alice \"cpu\" a\n") == "error: failed to parse configuration file on line 1 (1: " + kWords);
    CHECK(target("alice cpu a \"ignore\"\n") == "error: failed to parse configuration file on line 1 (1: " + kWords);
    CHECK(target("alice cpu \"a b\n") == "error: failed to parse configuration file on line 1 (1: a quotation mark is not closed)");
    CHECK(target("\"root cpu a\nalice cpu b\n") == "error: failed to parse configuration file on line 1 (1: a quotation mark is not closed)");
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

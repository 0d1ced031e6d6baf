// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The sandbox's init is started under the payload's filter: one that stops a call of it stops every sandbox.
#include <asm/ioctls.h>
#include <doctest/doctest.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "evaluate.hh"
#include "oracle.hh"
#include "seccomp_profiles.hh"
#include "syscall_name.hh"

using namespace sandbox;
using namespace sandbox::seccomp;

namespace {

struct InitCall {
    std::string name;
    std::vector<std::uint64_t> arguments = {};  ///< those that a filter may look at
};

/// What init calls, and what is called between the filter and init: the exec that starts it.
const InitCall kInitCalls[] = {
    {"clone", {CLONE_VM | CLONE_VFORK | SIGCHLD}},
    {"close"},
    {"close_range"},
    {"execve"},
    {"execveat"},
    {"exit_group"},
    {"fcntl"},
    {"getpid"},
    {"getsid"},
    {"ioctl", {0, TIOCSCTTY}},
    {"ioctl", {0, TIOCSPGRP}},
    {"kill"},
    {"ppoll"},
    {"prctl", {PR_SET_DUMPABLE}},
    {"prctl", {PR_SET_NAME}},
    {"prctl", {PR_SET_NO_NEW_PRIVS, 1}},
    {"prctl", {PR_SET_PDEATHSIG, SIGKILL}},
    {"prctl", {PR_SET_SECCOMP, SECCOMP_MODE_FILTER}},
    {"prlimit64"},
    {"read"},
    {"rt_sigaction"},
    {"rt_sigprocmask"},
    {"seccomp", {SECCOMP_SET_MODE_FILTER}},
    {"sendto"},
    {"setpgid"},
    {"setsid"},
    {"signalfd4"},
    {"wait4"},
};

/// The names behind `prefix` in init's source files.
std::set<std::string> words_in_source(const std::string& prefix) {
    std::set<std::string> words;
    const std::regex pattern(prefix + "([A-Za-z0-9_]+)");
    for (const auto& file : std::filesystem::directory_iterator(INIT_SOURCE)) {
        std::ifstream stream(file.path());
        std::string text(std::istreambuf_iterator<char>(stream), {});
        for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
            words.insert((*match)[1]);
    }
    return words;
}

}  // namespace

TEST_CASE("every shipped filter lets the sandbox's init do all its calls") {
    for (const ShippedProfile& profile : kShippedProfiles) {
        for (const InitCall& init : kInitCalls) {
            CAPTURE(profile.name);
            CAPTURE(init.name);
            auto number = filter::system_call_number(init.name, filter::native_architecture());
            REQUIRE(number);
            CHECK(evaluate(profile.program, call(*number, init.arguments)) == SECCOMP_RET_ALLOW);
        }
    }
}

TEST_CASE("every call in init's source is in the list above") {
    std::set<std::string> listed;
    for (const InitCall& init : kInitCalls) listed.insert(init.name);
    auto called = words_in_source("__NR_");

    CHECK(called.size() > 15);
    for (const std::string& name : called) {
        CAPTURE(name);
        CHECK(listed.contains(name));
    }
    // Each new prctl or ioctl is a row of its own.
    CHECK(words_in_source("__NR_prctl, ") == std::set<std::string>{"PR_SET_DUMPABLE", "PR_SET_NAME", "PR_SET_NO_NEW_PRIVS",
                                                                   "PR_SET_PDEATHSIG", "PR_SET_SECCOMP"});
    CHECK(words_in_source("__NR_ioctl, 0, ") == std::set<std::string>{"TIOCSCTTY", "TIOCSPGRP"});
}

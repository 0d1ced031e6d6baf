// SPDX-License-Identifier: LGPL-2.1-or-later
//
// K07: the other system call tables of an x86-64 kernel.
#include <doctest/doctest.h>

#if defined(__x86_64__)

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "child.hh"
#include "seccomp_profiles.hh"

using namespace sandbox::seccomp;

namespace {

constexpr int kI386Getpid = 20;
constexpr int kX32Bit = 0x40000000;

/// A call through the i386 table, with arguments that do nothing.
int call_i386(int number) {
    int result = number;
    asm volatile("int $0x80"
                 : "+a"(result)
                 : "b"(-1), "c"(-1), "d"(-1), "S"(-1), "D"(-1)
                 : "memory", "r8", "r9", "r10", "r11");
    return result;
}

bool is_killed_by_filter(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS; }

}  // namespace

TEST_CASE("a child that crashes ends by the signal, and says nothing about the tests") {
    CHECK(run_in_child([] { return ::signal(SIGSEGV, SIG_DFL) == SIG_DFL ? 0 : 1; }) == 0);
    int status = run_in_child([] { return ::raise(SIGSEGV); });
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGSEGV);
}

TEST_CASE("K07: each i386 call kills the process") {
    if (run_in_child([] { return call_i386(kI386Getpid) > 0 ? 0 : 1; }) != 0) {
        MESSAGE("skipped: this kernel has no i386 calls");
        return;
    }
    for (int number = 0; number <= 472; ++number) {
        CAPTURE(number);
        CHECK(is_killed_by_filter(run_in_child([&] {
            if (!become_nobody() || !load(kShippedProfiles[0].program)) return 1;
            call_i386(number);
            return 0;
        })));
    }
}

TEST_CASE("K07: each x32 call kills the process") {
    for (int number = 0; number <= 550; ++number) {
        CAPTURE(number);
        CHECK(is_killed_by_filter(run_in_child([&] {
            if (!become_nobody() || !load(kShippedProfiles[0].program)) return 1;
            ::syscall(kX32Bit | number, -1, -1, -1, -1, -1, -1);
            return 0;
        })));
    }
}

#endif

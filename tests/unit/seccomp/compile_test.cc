// SPDX-License-Identifier: LGPL-2.1-or-later
#include "compile.hh"

#include <doctest/doctest.h>
#include <linux/audit.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

#include "evaluate.hh"
#include "oracle.hh"

using namespace sandbox;
using namespace sandbox::seccomp;

namespace {

filter::Program compiled(const char* text) {
    filter::Policy policy;
    auto profile = filter::parse(text, "p");
    REQUIRE(profile);
    REQUIRE(filter::add_layer(policy, profile->statements));
    auto program = filter::compile(policy);
    REQUIRE_MESSAGE(program, program.error());
    return *program;
}

const char* const kProfiles[] = {"allow read", "deny EPERM read", "allow read\ndeny EPERM ioctl when arg1 low32 == 1",
                                 "allow ioctl when arg1 & 6"};

}  // namespace

TEST_CASE("a filter asks for the architecture first, and for the number before it returns anything but a kill") {
    for (const char* text : kProfiles) {
        CAPTURE(text);
        filter::Program program = compiled(text);
        REQUIRE(program.size() > 3);
        CHECK(program[0].code == (BPF_LD | BPF_W | BPF_ABS));
        CHECK(program[0].k == offsetof(seccomp_data, arch));
        CHECK(program[1].code == (BPF_JMP | BPF_JEQ | BPF_K));
        CHECK(program[2].k == offsetof(seccomp_data, nr));
    }
}

TEST_CASE("a foreign architecture is killed by every filter, with and without rules on arguments") {
    for (const char* text : kProfiles) {
        CAPTURE(text);
        seccomp_data foreign = call(SYS_read);
        for (std::uint32_t architecture : {std::uint32_t{AUDIT_ARCH_I386}, std::uint32_t{AUDIT_ARCH_ARM}, 0u, 0xffffffffu}) {
            foreign.arch = architecture;
            CHECK(evaluate(compiled(text), foreign) == SECCOMP_RET_KILL_PROCESS);
        }
    }
}

#if defined(__x86_64__)
TEST_CASE("each x32 number is killed by every filter, with and without rules on arguments") {
    for (const char* text : kProfiles) {
        CAPTURE(text);
        filter::Program program = compiled(text);
        for (std::uint32_t number = 0x40000000; number < 0x40000400; ++number)
            REQUIRE(evaluate(program, call(static_cast<int>(number))) == SECCOMP_RET_KILL_PROCESS);
        CHECK(evaluate(program, call(0x7fffffff)) == SECCOMP_RET_KILL_PROCESS);
        CHECK(evaluate(program, call(-2)) == SECCOMP_RET_KILL_PROCESS);
        CHECK(evaluate(program, call(-1)) == (SECCOMP_RET_ERRNO | ENOSYS));  // skipped by a tracer
    }
}
#endif

TEST_CASE("a policy that names no call answers ENOSYS to all") {
    filter::Program program = compiled("");
    for (int number : {0, 1, 59, 471, 0x3fffffff}) CHECK(evaluate(program, call(number)) == (SECCOMP_RET_ERRNO | ENOSYS));
}

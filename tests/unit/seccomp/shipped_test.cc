// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <linux/audit.h>
#include <seccomp.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "evaluate.hh"
#include "oracle.hh"
#include "seccomp_profiles.hh"

using namespace sandbox;
using namespace sandbox::seccomp;

namespace {

constexpr int kLargestNumber = 1024;

/// The first call on which filter and oracle disagree.
std::optional<std::string> difference(std::span<const sock_filter> program, std::span<const seccomp_data> calls,
                                      std::span<const std::uint32_t> expected) {
    for (std::size_t i = 0; i < calls.size(); ++i) {
        auto verdict = evaluate(program, calls[i]);
        if (!verdict) return verdict.error();
        if (*verdict != expected[i]) return "call " + std::to_string(calls[i].nr) + " case " + std::to_string(i);
    }
    return std::nullopt;
}

std::vector<seccomp_data> all_calls(const Oracle& oracle) {
    std::vector<seccomp_data> calls;
    // With the arguments of its neighbours' rules too: the search for a number may end beside it.
    for (int number = 0; number <= kLargestNumber; ++number)
        for (int neighbour : {number - 1, number, number + 1})
            for (seccomp_data& one : oracle.cases(neighbour)) {
                one.nr = number;
                calls.push_back(one);
            }
    // Around the limits of the x32 range and of the numbers.
    for (std::uint32_t number : {0x3fffffffu, 0x40000000u, 0x40000001u, 0x40000208u, 0x7fffffffu, 0x80000000u, 0xfffffffeu})
        calls.push_back(call(static_cast<int>(number)));
    calls.push_back(call(-1));
    constexpr std::uint32_t kArchitectures[] = {AUDIT_ARCH_I386, AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64, AUDIT_ARCH_ARM, 0};
    for (std::uint32_t architecture : kArchitectures) {
        for (int number : {0, 1, 11, 59, 60, 120, 221, 1024}) {
            seccomp_data foreign = call(number);
            foreign.arch = architecture;
            calls.push_back(foreign);
        }
    }
    return calls;
}

std::vector<std::uint32_t> all_expected(const Oracle& oracle, std::span<const seccomp_data> calls) {
    std::vector<std::uint32_t> expected;
    for (const seccomp_data& data : calls) expected.push_back(oracle.expected(data));
    return expected;
}

/// Copies of the instruction, each wrong in one way that some call must notice.
std::vector<sock_filter> mutants(const sock_filter& instruction) {
    std::vector<sock_filter> wrong;
    auto add = [&](auto change) { change(wrong.emplace_back(instruction)); };
    if (BPF_CLASS(instruction.code) == BPF_RET) {
        for (std::uint32_t other : {SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | 1, SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_LOG})
            if (other != instruction.k) add([&](sock_filter& i) { i.k = other; });
    } else if (BPF_CLASS(instruction.code) == BPF_JMP && BPF_OP(instruction.code) != BPF_JA) {
        add([](sock_filter& i) { std::swap(i.jt, i.jf); });
        // The limits of libseccomp's tree, which compares with JGT, may lie anywhere in a gap of the numbers.
        if (BPF_OP(instruction.code) == BPF_JGE) {
            add([](sock_filter& i) { ++i.k; });
            add([](sock_filter& i) { --i.k; });
        }
        if (BPF_OP(instruction.code) == BPF_JSET) {
            for (std::uint32_t bit = 1; bit != 0; bit <<= 1) add([&](sock_filter& i) { i.k ^= bit; });
        }
        if (BPF_OP(instruction.code) == BPF_JEQ) {
            add([](sock_filter& i) { i.k ^= 1; });
            add([](sock_filter& i) { i.k ^= 0x100; });
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("every shipped profile is in the header") {
    std::vector<std::string_view> names;
    for (const ShippedProfile& profile : kShippedProfiles) names.push_back(profile.name);
    CHECK(names == std::vector<std::string_view>{"default", "debug", "container", "perf", "iouring"});
}

TEST_CASE("each shipped filter gives each number, in each ABI and with each argument of interest, its policy's verdict") {
    for (const ShippedProfile& profile : kShippedProfiles) {
        CAPTURE(profile.name);
        Oracle oracle(shipped_policy(std::string(profile.name)));
        auto calls = all_calls(oracle);

        CHECK(difference(profile.program, calls, all_expected(oracle, calls)).value_or("none") == "none");
        CHECK(profile.program.size() < BPF_MAXINSNS);
    }
}

TEST_CASE("an error in any one instruction of the default filter shows in the comparison") {
    Oracle oracle(shipped_policy("default"));
    auto calls = all_calls(oracle);
    auto expected = all_expected(oracle, calls);
    std::span<const sock_filter> shipped = kShippedProfiles[0].program;
    std::vector<sock_filter> program(shipped.begin(), shipped.end());
    auto notices = [&](std::size_t at, const sock_filter& wrong) {
        sock_filter right = std::exchange(program[at], wrong);
        bool differs = difference(program, calls, expected).has_value();
        program[at] = right;
        return differs;
    };
    constexpr sock_filter kInvalid = {0xffff, 0, 0, 0};
    int unreachable = 0;
    int tried = 0;
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (!notices(i, kInvalid)) {
            ++unreachable;
            continue;
        }
        for (const sock_filter& wrong : mutants(program[i])) {
            CAPTURE(i);
            CAPTURE(wrong.code);
            CAPTURE(wrong.k);
            CHECK(notices(i, wrong));
            ++tried;
        }
    }
    CHECK(tried > static_cast<int>(program.size()));
    CHECK(unreachable == 0);
}

TEST_CASE("the default profile names every call of x86-64 and aarch64") {
    filter::Policy policy = shipped_policy("default");
    for (std::uint32_t architecture : {SCMP_ARCH_X86_64, SCMP_ARCH_AARCH64}) {
        for (int number = 0; number <= kLargestNumber; ++number) {
            char* name = ::seccomp_syscall_resolve_num_arch(architecture, number);
            if (name == nullptr) continue;
            CAPTURE(name);
            CHECK(policy.contains(name));
            ::free(name);
        }
    }
    Oracle oracle(std::move(policy));
    for (int number = 424; number <= 471; ++number) {
        CAPTURE(number);
        CHECK(oracle.name(number) != "");
    }
}

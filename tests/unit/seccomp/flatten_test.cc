// SPDX-License-Identifier: LGPL-2.1-or-later
#include "flatten.hh"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <utility>

#include "evaluate.hh"
#include "print.hh"

using namespace sandbox::filter;
using sandbox::seccomp::evaluate;

namespace {

constexpr std::uint32_t kNative = 0xc000003e, kKill = 0x80000000;

sock_filter load(unsigned offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); }
sock_filter mask(unsigned bits) { return BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits); }
sock_filter give(unsigned value) { return BPF_STMT(BPF_RET | BPF_K, value); }
sock_filter skip(unsigned count) { return BPF_STMT(BPF_JMP | BPF_JA, count); }
sock_filter compare(unsigned how, unsigned k, unsigned yes, unsigned no) {
    return BPF_JUMP(BPF_JMP | BPF_K | how, k, static_cast<__u8>(yes), static_cast<__u8>(no));
}

const sock_filter kNumber = load(offsetof(seccomp_data, nr)), kArchitecture = load(offsetof(seccomp_data, arch));

/// The way that every filter begins.
Program begun(Program rest) {
    rest.insert(rest.begin(), {kArchitecture, compare(BPF_JEQ, kNative, 1, 0), give(kKill), kNumber});
    return rest;
}

/// Comparisons of the number and of arguments in any order; each begins with a load, and jumps to another's beginning.
Program random_program(std::mt19937& random) {
    auto pick = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
    static constexpr unsigned kHow[] = {BPF_JEQ, BPF_JGT, BPF_JGE};
    Program program;
    constexpr unsigned kBlocks = 12;
    for (unsigned block = 0; block < kBlocks; ++block) {
        unsigned left = kBlocks - block - 1;
        auto further = [&] { return 3 * pick(std::min(left, 4u) + 1); };
        bool is_number = pick(2) == 0;
        program.push_back(is_number ? kNumber : load(16 + 8 * pick(2)));
        program.push_back(is_number || pick(2) == 0 ? skip(0) : mask(pick(4)));
        program.push_back(is_number ? compare(kHow[pick(3)], pick(12), further(), further())
                                    : compare(pick(2) == 0 ? BPF_JSET : BPF_JEQ, pick(4), further(), further()));
    }
    program.push_back(give(100));
    return begun(std::move(program));
}

/// As random_program(), but each block may end with a verdict.
Program with_verdicts(Program program, std::mt19937& random) {
    for (std::size_t at = 4; at + 3 < program.size(); at += 3)
        if (random() % 4 == 0) program[at] = give(static_cast<unsigned>(random() % 5));
    return program;
}

/// The longest way that a number goes.
std::size_t steps(const Program& program, std::uint32_t number) {
    std::size_t count = 0;
    for (std::size_t at = 0;; ++at, ++count) {
        const sock_filter& one = program[at];
        if (BPF_CLASS(one.code) == BPF_RET) return count + 1;
        if (BPF_CLASS(one.code) != BPF_JMP) continue;
        if (one.code == (BPF_JMP | BPF_JA)) at += one.k;
        else if (one.k == kNative) at += one.jt;
        else if (BPF_OP(one.code) == BPF_JEQ) at += number == one.k ? one.jt : one.jf;
        else at += number >= one.k ? one.jt : one.jf;
    }
}

bool stays(const Program& program) { return print_bytes(flatten(program)) == print_bytes(program); }

}  // namespace

TEST_CASE("a flattened program answers as before") {
    std::mt19937 random(1);
    int changed = 0;
    for (int round = 0; round < 10000; ++round) {
        Program program = with_verdicts(random_program(random), random);
        Program flat = flatten(program);
        changed += stays(program) ? 0 : 1;
        for (std::uint32_t architecture : {kNative, kNative + 1, 0u})
            for (int number : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, -1})
                for (std::uint64_t bits = 0; bits < 16; ++bits) {
                    seccomp_data data{.nr = number, .arch = architecture, .args = {bits & 3, bits >> 2}};
                    REQUIRE(evaluate(flat, data) == evaluate(program, data));
                }
    }
    CHECK(changed > 5000);
}

TEST_CASE("numbers after each other are searched for, and what is done with arguments stands once") {
    Program program;
    for (unsigned number = 0; number < 40; ++number) {
        program.push_back(compare(BPF_JEQ, 5 * number, 0, 1));
        program.push_back(give(number % 3));
    }
    program.insert(program.end(), {compare(BPF_JEQ, 301, 1, 0), compare(BPF_JEQ, 311, 0, 3), load(16), compare(BPF_JEQ, 7, 0, 1),
                                   give(8), give(9)});
    program = begun(program);
    Program flat = flatten(program);
    std::size_t longest = 0, loads = 0;
    for (std::uint32_t number = 0; number < 320; ++number) {
        bool has_conditions = number == 301 || number == 311;
        if (!has_conditions) longest = std::max(longest, steps(flat, number));
    }
    for (const sock_filter& one : flat) loads += one.code == load(16).code && one.k == 16 ? 1u : 0u;
    CHECK(steps(program, 319) > 40);
    CHECK(longest <= 15);
    CHECK(loads == 1);
}

TEST_CASE("what calculates with the number, tells foreign architectures apart or keeps values stays as it is") {
    const sock_filter to_index = BPF_STMT(BPF_MISC | BPF_TAX, 0), give_it = BPF_STMT(BPF_RET | BPF_A, 0);
    Program many(20, kNumber);
    many.push_back(give(1));
    CHECK_FALSE(stays(begun(many)));
    for (const sock_filter& odd : {mask(3), compare(BPF_JSET, 1, 0, 0), to_index}) {
        Program program = many;
        program.insert(program.end() - 1, odd);
        CHECK(stays(begun(program)));
    }
    many.back() = give_it;
    CHECK(stays(begun(many)));
    CHECK(stays({kNumber, give(1)}));
    CHECK(stays({kArchitecture, compare(BPF_JEQ, kNative, 2, 0), compare(BPF_JEQ, 7, 1, 0), give(kKill), kNumber, kNumber, kNumber, kNumber, give(1)}));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "evaluate.hh"

#include <doctest/doctest.h>

#include <vector>

using namespace sandbox::seccomp;

namespace {

constexpr seccomp_data kData{.nr = 7, .arch = 9, .instruction_pointer = 0, .args = {0x100000002, 0, 0, 0, 0, 0xab}};

sock_filter statement(int code, unsigned k) { return {static_cast<__u16>(code), 0, 0, k}; }

sock_filter jump(int code, unsigned k, __u8 yes, __u8 no) { return {static_cast<__u16>(code), yes, no, k}; }

const sock_filter kReturnA = statement(BPF_RET | BPF_A, 0);

}  // namespace

TEST_CASE("a load reads the word at its offset of the call's data") {
    auto word = [](unsigned offset) {
        return evaluate(std::vector{statement(BPF_LD | BPF_W | BPF_ABS, offset), kReturnA}, kData);
    };
    CHECK(word(0) == 7u);
    CHECK(word(4) == 9u);
    CHECK(word(16) == 2u);
    CHECK(word(20) == 1u);
    CHECK(word(56) == 0xabu);
}

TEST_CASE("each jump goes where its comparison says") {
    auto taken = [](int operation, unsigned k) {
        return evaluate(std::vector{statement(BPF_LD | BPF_W | BPF_ABS, 0), jump(BPF_JMP | operation | BPF_K, k, 1, 0),
                                    statement(BPF_RET | BPF_K, 0), statement(BPF_RET | BPF_K, 1)},
                        kData) == 1u;
    };
    CHECK(taken(BPF_JEQ, 7));
    CHECK_FALSE(taken(BPF_JEQ, 6));
    CHECK(taken(BPF_JGT, 6));
    CHECK_FALSE(taken(BPF_JGT, 7));
    CHECK(taken(BPF_JGE, 7));
    CHECK_FALSE(taken(BPF_JGE, 8));
    CHECK(taken(BPF_JSET, 12));
    CHECK_FALSE(taken(BPF_JSET, 8));
    CHECK(taken(BPF_JA, 1));
}

TEST_CASE("arithmetic, scratch memory and the index register work") {
    CHECK(evaluate(std::vector{statement(BPF_LD | BPF_IMM, 0xff), statement(BPF_ST, 3), statement(BPF_MISC | BPF_TAX, 0),
                               statement(BPF_LD | BPF_IMM, 0x1f0), statement(BPF_ALU | BPF_AND | BPF_X, 0),
                               statement(BPF_LDX | BPF_MEM, 3), statement(BPF_ALU | BPF_ADD | BPF_X, 0), kReturnA},
                   kData) == 0x1efu);
}

TEST_CASE("what the kernel would not load is an error") {
    CHECK_FALSE(evaluate(std::vector{statement(BPF_LD | BPF_W | BPF_ABS, 64), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(BPF_LD | BPF_W | BPF_ABS, 2), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(BPF_LD | BPF_B | BPF_ABS, 0), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(BPF_ALU | BPF_DIV | BPF_K, 0), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(BPF_ST, BPF_MEMWORDS), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(0xffff, 0), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector{statement(BPF_JMP | BPF_JA, 5), kReturnA}, kData));
    CHECK_FALSE(evaluate(std::vector<sock_filter>{}, kData));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "shorten.hh"

#include <doctest/doctest.h>

#include <random>
#include <utility>

#include "evaluate.hh"
#include "print.hh"

using namespace sandbox::filter;
using sandbox::seccomp::evaluate;

namespace {

sock_filter load(unsigned offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); }
sock_filter mask(unsigned bits) { return BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits); }
sock_filter give(unsigned value) { return BPF_STMT(BPF_RET | BPF_K, value); }
sock_filter skip(unsigned count) { return BPF_STMT(BPF_JMP | BPF_JA, count); }
sock_filter if_equal(unsigned k, __u8 yes, __u8 no) { return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, k, yes, no); }
sock_filter if_bits(unsigned k, __u8 yes, __u8 no) { return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, k, yes, no); }

const sock_filter kReturnA = BPF_STMT(BPF_RET | BPF_A, 0);

/// Whether the program becomes that one.
bool becomes(const Program& program, const Program& shorter) { return print_bytes(shorten(program)) == print_bytes(shorter); }

/// A program of what libseccomp writes and more, in any order: each jump goes up to five instructions ahead.
Program random_program(std::mt19937& random) {
    auto pick = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
    Program program;
    while (program.size() < 40) {
        auto yes = static_cast<__u8>(pick(5));
        auto no = static_cast<__u8>(pick(5));
        switch (pick(8)) {
            case 0: program.push_back(if_equal(pick(4), yes, no)); break;
            case 1: program.push_back(give(pick(9))); break;
            case 2: program.push_back(skip(pick(4))); break;
            case 3: program.push_back(mask(pick(8))); break;
            case 4: program.insert(program.end(), {load(16), mask(0), if_equal(pick(2), yes, no)}); break;
            default: {
                unsigned bit = 1u << pick(3);
                program.insert(program.end(), {load(16 + 4 * pick(2)), mask(bit), if_equal(bit, yes, no)});
            }
        }
    }
    for (unsigned i = 0; i < 6; ++i) program.push_back(give(100 + i));
    return program;
}

}  // namespace

TEST_CASE("a comparison of nothing with 0 is jumped over, whichever way it goes, and dropped") {
    CHECK(becomes({load(0), if_equal(7, 0, 6), load(20), mask(0), if_equal(0, 0, 2), load(16), if_equal(5, 0, 1), give(1), give(2)},
                  {load(0), if_equal(7, 0, 3), load(16), if_equal(5, 0, 1), give(1), give(2)}));
    CHECK(becomes({load(0), if_equal(7, 0, 6), load(20), mask(0), if_equal(1, 2, 0), load(16), if_equal(5, 0, 1), give(1), give(2)},
                  {load(0), if_equal(7, 0, 3), load(16), if_equal(5, 0, 1), give(1), give(2)}));
}

TEST_CASE("what sets the accumulator for later stays") {
    const Program program = {load(0), if_equal(7, 0, 3), load(20), mask(0), if_equal(0, 0, 1), kReturnA, give(2)};
    CHECK(becomes(program, program));
    const Program bit = {load(16), mask(8), if_equal(8, 0, 1), kReturnA, give(2)};
    CHECK(becomes(bit, bit));
}

TEST_CASE("tests of single bits of one word with one end become one") {
    CHECK(becomes({load(16), mask(8), if_equal(8, 0, 1), give(1), give(2)}, {load(16), if_bits(8, 0, 1), give(1), give(2)}));
    CHECK(becomes({load(16), mask(8), if_equal(8, 3, 0), load(16), mask(4), if_equal(4, 0, 1), give(1), give(2)},
                  {load(16), if_bits(12, 0, 1), give(1), give(2)}));
}

TEST_CASE("tests of bits of different words, or with different ends, stay two") {
    CHECK(becomes({load(16), mask(8), if_equal(8, 3, 0), load(24), mask(4), if_equal(4, 0, 1), give(1), give(2)},
                  {load(16), if_bits(8, 2, 0), load(24), if_bits(4, 0, 1), give(1), give(2)}));
    CHECK(becomes({load(16), mask(8), if_equal(8, 4, 0), load(16), mask(4), if_equal(4, 0, 1), give(1), give(2)},
                  {load(16), if_bits(8, 3, 0), load(16), if_bits(4, 0, 1), give(1), give(2)}));
}

TEST_CASE("a test of bits that is entered behind its load stays as it is") {
    const Program program = {load(0), if_equal(7, 1, 0),  load(16), mask(8), if_equal(8, 3, 0),
                             load(16), mask(4), if_equal(4, 0, 1), give(1), give(2)};
    const Program shorter = {load(0), if_equal(7, 1, 0),  load(16), mask(8), if_equal(8, 2, 0),
                             load(16), if_bits(4, 0, 1), give(1), give(2)};
    CHECK(becomes(program, shorter));
}

TEST_CASE("tests of several bits at once, or for a bit that is not set, stay as they are") {
    for (auto [bits, value] : {std::pair{12u, 12u}, {12u, 8u}, {8u, 0u}}) {
        const Program program = {load(16), mask(bits), if_equal(value, 0, 1), give(1), give(2)};
        CHECK(becomes(program, program));
    }
}

TEST_CASE("a jump that would get too long stays as it is") {
    Program program = {load(0), if_equal(7, 0, 255)};
    program.resize(2 + 254, load(0));
    const Program end = {give(9), load(20), mask(0), if_equal(0, 0, 2), load(16), if_equal(5, 0, 1), give(1), give(2)};
    program.insert(program.end(), end.begin(), end.end());
    CHECK(becomes(program, program));
}

TEST_CASE("jumps over what is dropped are adjusted") {
    CHECK(becomes({skip(1), give(9), give(1)}, {skip(0), give(1)}));
    CHECK(becomes({load(0), if_equal(7, 3, 1), give(1), give(2), give(9), give(3)},
                  {load(0), if_equal(7, 1, 0), give(2), give(3)}));
}

TEST_CASE("a shortened program answers as before") {
    std::mt19937 random(1);
    std::size_t dropped = 0;
    for (int round = 0; round < 10000; ++round) {
        Program program = random_program(random);
        Program shorter = shorten(program);
        dropped += program.size() - shorter.size();
        for (std::uint32_t bits = 0; bits < 64; ++bits) {
            seccomp_data data{.nr = 0, .args = {(bits & 7) | std::uint64_t{bits >> 3} << 32}};
            REQUIRE(evaluate(shorter, data) == evaluate(program, data));
        }
    }
    CHECK(dropped > 5000);
}
